package canvas

// Holds reports whether every point of a path lies in the rectangle.
func (r Rect) Holds(p Path) bool {
	for _, at := range p.Points {
		if !r.Contains(at) {
			return false
		}
	}
	return true
}

// Nearest returns the point of the rectangle that is nearest to another.
func (r Rect) Nearest(p XY) XY {
	return XY{min(max(p.X, r.X), r.X+r.W), min(max(p.Y, r.Y), r.Y+r.H)}
}

// Clip returns the pieces of an open path that lie in the rectangle, in their
// order. Where the path leaves, a piece ends on the edge (Liang and Barsky
// 1984).
func (r Rect) Clip(p Path) (pieces []Path) {
	if r.Holds(p) {
		return []Path{p}
	}
	goesOn := false
	for i := 1; i < len(p.Points); i++ {
		a, b := p.Points[i-1], p.Points[i]
		from, to, some := r.span(a, b)
		if !some {
			goesOn = false
			continue
		}
		if !goesOn {
			pieces = append(pieces, Path{Points: []XY{along(a, b, from)}})
		}
		last := &pieces[len(pieces)-1]
		last.Points = append(last.Points, along(a, b, to))
		goesOn = to == 1
	}
	return pieces
}

// span returns from which to which share of the way from a to b it lies in the
// rectangle; some is false where none of it does.
func (r Rect) span(a, b XY) (from, to float64, some bool) {
	from, to = 0, 1
	for _, edge := range [4][2]float64{ // how fast each edge is neared, and how far it is
		{a.X - b.X, a.X - r.X}, {b.X - a.X, r.X + r.W - a.X},
		{a.Y - b.Y, a.Y - r.Y}, {b.Y - a.Y, r.Y + r.H - a.Y},
	} {
		speed, room := edge[0], edge[1]
		switch {
		case speed == 0 && room < 0:
			return 0, 0, false
		case speed > 0:
			to = min(to, room/speed)
		case speed < 0:
			from = max(from, room/speed)
		}
	}
	return from, to, from < to
}

// along is the point a share of the way from a to b.
func along(a, b XY, share float64) XY {
	switch share {
	case 0:
		return a
	case 1:
		return b
	}
	return XY{a.X + share*(b.X-a.X), a.Y + share*(b.Y-a.Y)}
}
