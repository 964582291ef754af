package canvas

import "math"

// Metres is a place on the floor, in m, in the room's floor frame.
type Metres struct{ X, Y float64 }

// Rect is an upright rectangle on the sheet, in px.
type Rect struct{ X, Y, W, H float64 }

// Inset returns the rectangle made smaller by px on every side.
func (r Rect) Inset(px float64) Rect {
	return Rect{r.X + px, r.Y + px, max(0, r.W-2*px), max(0, r.H-2*px)}
}

// Centre returns the middle of the rectangle.
func (r Rect) Centre() XY { return XY{r.X + r.W/2, r.Y + r.H/2} }

// Contains reports whether p lies in the rectangle.
func (r Rect) Contains(p XY) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// Meets reports whether r and o share some area.
func (r Rect) Meets(o Rect) bool {
	return r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H
}

// Path returns the outline, closed.
func (r Rect) Path() Path {
	return Path{Closed: true, Points: []XY{{r.X, r.Y}, {r.X + r.W, r.Y}, {r.X + r.W, r.Y + r.H}, {r.X, r.Y + r.H}}}
}

// Rounded returns the outline with corners of a radius in px, closed.
func (r Rect) Rounded(radius float64) Path {
	radius = min(radius, r.W/2, r.H/2)
	corners := []XY{{X: r.X + r.W - radius, Y: r.Y + r.H - radius}, {X: r.X + radius, Y: r.Y + r.H - radius},
		{X: r.X + radius, Y: r.Y + radius}, {X: r.X + r.W - radius, Y: r.Y + radius}}
	path := Path{Closed: true}
	const steps = 6
	for i, c := range corners {
		for k := range steps + 1 {
			sin, cos := math.Sincos((float64(i) + float64(k)/steps) * math.Pi / 2)
			path.Points = append(path.Points, XY{X: c.X + radius*cos, Y: c.Y + radius*sin})
		}
	}
	return path
}

// View says how the floor lies on the sheet: which place is where, how large a
// metre is, how far the floor is turned, and whether it is mirrored. It is a
// similarity, so a circle on the floor stays a circle.
type View struct {
	Centre Metres  // the floor point that lies at At
	At     XY      // px
	PxPerM float64 // size of a metre, px
	Turn   float64 // radians, clockwise on the sheet
	Mirror bool    // left and right exchanged, before turning
}

// Fit returns the view that shows the floor from low to high as large as it
// fits into r, turned and mirrored as asked.
func Fit(low, high Metres, r Rect, turn float64, mirror bool) View {
	w, h := max(1e-6, high.X-low.X), max(1e-6, high.Y-low.Y)
	sin, cos := math.Abs(math.Sin(turn)), math.Abs(math.Cos(turn))
	return View{
		Centre: Metres{(low.X + high.X) / 2, (low.Y + high.Y) / 2},
		At:     r.Centre(),
		PxPerM: max(1e-6, min(r.W/(w*cos+h*sin), r.H/(w*sin+h*cos))),
		Turn:   turn,
		Mirror: mirror,
	}
}

// Sheet returns where a floor place lies on the sheet.
func (v View) Sheet(m Metres) XY {
	dx, dy := v.offset(m.X-v.Centre.X, m.Y-v.Centre.Y)
	return XY{v.At.X + dx, v.At.Y + dy}
}

// Floor returns the floor place that lies at p.
func (v View) Floor(p XY) Metres {
	sin, cos := math.Sincos(v.Turn)
	dx, dy := (p.X-v.At.X)/v.PxPerM, (p.Y-v.At.Y)/v.PxPerM
	x, y := dx*cos+dy*sin, dx*sin-dy*cos
	if v.Mirror {
		x = -x
	}
	return Metres{v.Centre.X + x, v.Centre.Y + y}
}

// offset turns a floor offset in m into one on the sheet in px.
func (v View) offset(x, y float64) (dx, dy float64) {
	if v.Mirror {
		x = -x
	}
	sin, cos := math.Sincos(v.Turn)
	return v.PxPerM * (x*cos + y*sin), v.PxPerM * (x*sin - y*cos)
}

// Angle returns the direction on the sheet, clockwise from x, of a direction
// on the floor, counter-clockwise from x; both in radians.
func (v View) Angle(floorRad float64) float64 {
	dx, dy := v.offset(math.Cos(floorRad), math.Sin(floorRad))
	return math.Atan2(dy, dx)
}

// Px returns the length on the sheet, in px, of a length on the floor.
func (v View) Px(m float64) float64 { return m * v.PxPerM }

// Zoom makes a metre larger by factor; the place at p stays where it is.
func (v View) Zoom(factor float64, p XY) View {
	v.Centre, v.At = v.Floor(p), p
	v.PxPerM *= factor
	return v
}

// Pan moves the floor over the sheet by dx, dy px.
func (v View) Pan(dx, dy float64) View {
	v.At = XY{v.At.X + dx, v.At.Y + dy}
	return v
}

// Rotate turns the floor by rad, clockwise, about the place at p.
func (v View) Rotate(rad float64, p XY) View {
	v.Centre, v.At = v.Floor(p), p
	v.Turn = math.Remainder(v.Turn+rad, 2*math.Pi)
	return v
}

// Flip mirrors the floor, left for right on the sheet, about the place at p.
func (v View) Flip(p XY) View {
	v.Centre, v.At = v.Floor(p), p
	v.Mirror = !v.Mirror
	v.Turn = -v.Turn
	return v
}
