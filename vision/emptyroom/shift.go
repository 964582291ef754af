package emptyroom

import (
	"math"
	"time"

	"nabij/vision"
)

// shift watches whether the camera stands where it stood. It keeps its own
// picture of the room from when it first was known, which never changes.
type shift struct {
	levels []level
	clock  time.Duration // since the last measurement
	held   time.Duration // for how long the last answer has been the same
	moved  bool          // as told
	by     vision.Pixel  // px of the picture, as told
}

// level is one size of the picture: cells, then 2×2 of them, and so on.
type level struct {
	size      vision.Size
	was, now  []float32 // brightness
	use, used []bool    // whether a cell shows the room: now, and when it was learned
}

const levels = 4

func newShift(cells vision.Size) shift {
	var s shift
	for range levels {
		n := cells.Width * cells.Height
		s.levels = append(s.levels, level{size: cells, was: make([]float32, n), now: make([]float32, n), use: make([]bool, n), used: make([]bool, n)})
		cells = vision.Size{Width: cells.Width / 2, Height: cells.Height / 2}
	}
	return s
}

const (
	shiftEvery  = 400 * time.Millisecond
	shiftHeld   = time.Second
	shiftLeast  = 3.0 // px at 640 px width: a nudge that bends the map by centimetres
	shiftBack   = 1.5 // px: less than this is back where it was
	shiftWidth  = 640
	shiftRounds = 5
)

// follow measures the shift now and then, and tells it once it has held for a
// second: nobody is a camera's whole picture for that long.
func (s *shift) follow(r *Room, since time.Duration) (vision.Pixel, bool) {
	s.clock += since
	s.remember(r)
	if s.clock < shiftEvery {
		return s.by, s.moved
	}
	s.take(r)
	by, sure := s.measure()
	step := float64(r.grid.Step)
	by.U, by.V = by.U*step, by.V*step
	unit := float64(r.grid.Size.Width) * step / shiftWidth
	moved := s.moved
	if size := math.Hypot(by.U, by.V); sure && size >= shiftLeast*unit {
		moved = true
	} else if sure && size < shiftBack*unit {
		moved = false
	}
	if moved == s.moved {
		s.held = 0
		if sure && moved {
			s.by = by
		}
	} else if s.held += s.clock; s.held >= shiftHeld {
		r.carry(vision.Pixel{U: (by.U - s.by.U) / step, V: (by.V - s.by.V) / step})
		s.moved, s.by, s.held = moved, by, 0
	}
	if !s.moved {
		s.by = vision.Pixel{}
	}
	s.clock = 0
	return s.by, s.moved
}

// remember adds cells that have come to be known, until the camera moves.
func (s *shift) remember(r *Room) {
	l := &s.levels[0]
	if s.moved || s.held > 0 {
		return
	}
	fresh := false
	for i, known := range r.model.known {
		if known && !l.used[i] {
			l.used[i], l.was[i], fresh = true, r.model.bright[i], true
		}
	}
	if fresh {
		for k := 1; k < levels; k++ {
			halve(s.levels[k-1].was, s.levels[k-1].used, s.levels[k-1].size, s.levels[k].was, s.levels[k].used, s.levels[k].size)
		}
	}
}

// take takes a frame's brightness, with the light taken out.
func (s *shift) take(r *Room) {
	l := &s.levels[0]
	for i := range l.now {
		l.now[i] = r.shown[i] - (r.light.at[0][i]+r.light.at[1][i]+r.light.at[2][i])/3
		l.use[i] = r.guard[i] != someone
	}
	for k := 1; k < levels; k++ {
		halve(s.levels[k-1].now, s.levels[k-1].use, s.levels[k-1].size, s.levels[k].now, s.levels[k].use, s.levels[k].size)
	}
}

// halve makes a picture of half the size; a cell counts if all of its four do.
func halve(from []float32, fromUse []bool, size vision.Size, to []float32, toUse []bool, half vision.Size) {
	for y := range half.Height {
		for x := range half.Width {
			a := 2*y*size.Width + 2*x
			b := a + size.Width
			to[y*half.Width+x] = (from[a] + from[a+1] + from[b] + from[b+1]) / 4
			toUse[y*half.Width+x] = fromUse[a] && fromUse[a+1] && fromUse[b] && fromUse[b+1]
		}
	}
}

// measure returns by how many cells the room has gone, and whether that is
// sure: Lucas and Kanade's registration ("An iterative image registration
// technique", 1981) from the coarsest level to the finest, with weights that
// leave out what does not follow.
func (s *shift) measure() (by vision.Pixel, sure bool) {
	for k := levels - 1; k >= 0; k-- {
		by.U, by.V = 2*by.U, 2*by.V
		for range shiftRounds {
			du, dv, share, ok := s.levels[k].step(by)
			if !ok {
				if k == 0 {
					return by, false
				}
				break // too little to hold on to at this size
			}
			by.U, by.V = by.U+du, by.V+dv
			sure = share >= agreeing
			if math.Hypot(du, dv) < 0.01 {
				break
			}
		}
	}
	return by, sure
}

const (
	follows  = 0.15 // difference in brightness of a cell that has followed
	agreeing = 0.7  // share of the edges that must have followed
	leastUse = 0.15 // share of the cells
	edgeFrom = 0.03 // a cell with less has nothing to follow by
)

// step improves a shift: it solves for the motion that best explains how now
// differs from was moved by it. Share is how many of the cells with edges fit.
func (l *level) step(by vision.Pixel) (du, dv, share float64, ok bool) {
	var uu, uv, vv, ur, vr float64
	cells, edges, fit := 0, 0, 0
	width, height := l.size.Width, l.size.Height
	for y := 1; y < height-1; y++ {
		for x := 1; x < width-1; x++ {
			i := y*width + x
			if !l.used[i] || !l.used[i-1] || !l.used[i+1] || !l.used[i-width] || !l.used[i+width] {
				continue
			}
			gu, gv := float64(l.was[i+1]-l.was[i-1])/2, float64(l.was[i+width]-l.was[i-width])/2
			cells++
			if math.Abs(gu)+math.Abs(gv) < edgeFrom {
				continue
			}
			now, there := l.at(float64(x)+by.U, float64(y)+by.V)
			if !there {
				continue
			}
			rest := now - float64(l.was[i])
			edges++
			if math.Abs(rest) < follows {
				fit++
			}
			weight := 1 / (1 + rest*rest/(follows*follows)) // Cauchy
			uu += weight * gu * gu
			uv += weight * gu * gv
			vv += weight * gv * gv
			ur += weight * gu * rest
			vr += weight * gv * rest
		}
	}
	det := uu*vv - uv*uv
	if edges < 30 || float64(cells) < leastUse*float64(width*height) || det < 1e-3*(uu+vv)*(uu+vv) {
		return 0, 0, 0, false
	}
	// was(p) = now(p+by): a rest along the gradient means it lies further back.
	du, dv = -(vv*ur-uv*vr)/det, -(uu*vr-uv*ur)/det
	return max(-1, min(1, du)), max(-1, min(1, dv)), float64(fit) / float64(edges), true
}

// at reads now between its cells.
func (l *level) at(u, v float64) (float64, bool) {
	x, y := int(math.Floor(u)), int(math.Floor(v))
	if x < 0 || y < 0 || x+1 >= l.size.Width || y+1 >= l.size.Height {
		return 0, false
	}
	i := y*l.size.Width + x
	j := i + l.size.Width
	if !l.use[i] || !l.use[i+1] || !l.use[j] || !l.use[j+1] {
		return 0, false
	}
	fu, fv := float32(u-float64(x)), float32(v-float64(y))
	top := l.now[i] + fu*(l.now[i+1]-l.now[i])
	below := l.now[j] + fu*(l.now[j+1]-l.now[j])
	return float64(top + fv*(below-top)), true
}
