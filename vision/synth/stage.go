package synth

import (
	"image"
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// nobody owns a cell that shows the empty room.
const nobody = -1

// stage is a coarse picture that knows whom each cell shows. It decides who
// hides whom.
type stage struct {
	room      *Room
	size      vision.Size // cells
	step      int         // px a cell is wide and high
	furniture []float64   // m, how far the furniture is; +Inf where there is none
	distance  []float64   // m, of what is in front
	owner     []int       // index of the person, or nobody
	empty     *image.RGBA // the empty room, once somebody asked for pictures
}

// cellsWide is about how many cells a picture is wide: a hand's breadth at the
// room's far end.
const cellsWide = 200

func newStage(room *Room) *stage {
	step := max(1, room.Size.Width/cellsWide)
	g := &stage{room: room, step: step, size: vision.Size{
		Width: (room.Size.Width + step - 1) / step, Height: (room.Size.Height + step - 1) / step}}
	n := g.size.Width * g.size.Height
	g.furniture, g.distance, g.owner = make([]float64, n), make([]float64, n), make([]int, n)
	centre := room.Camera.Centre()
	for i := range g.furniture {
		g.furniture[i] = math.Inf(1)
		for _, b := range room.Furniture {
			ray, ok := room.Camera.Ray(g.pixel(i%g.size.Width, i/g.size.Width))
			if d, hit := b.hit(centre, ray); ok && hit {
				g.furniture[i] = min(g.furniture[i], d)
			}
		}
	}
	return g
}

// pixel is the middle of a cell.
func (g *stage) pixel(x, y int) vision.Pixel {
	half := float64(g.step-1) / 2
	return vision.Pixel{U: float64(x*g.step) + half, V: float64(y*g.step) + half}
}

func (g *stage) clear() {
	copy(g.distance, g.furniture)
	for i := range g.owner {
		g.owner[i] = nobody
	}
}

// capsule is a bone in the picture.
type capsule struct {
	a, b           vision.Pixel
	radiusA        float64 // px
	radiusB        float64
	depthA, depthB float64 // m from the camera
	cloth          cloth
}

// capsules projects a body. Bones that reach behind the camera are left out.
func (room *Room) capsules(body *skeleton, statureM float64) []capsule {
	centre := room.Camera.Centre()
	var out []capsule
	for _, b := range bones {
		pa, okA := room.Camera.Project(body[b.a])
		pb, okB := room.Camera.Project(body[b.b])
		if !okA || !okB {
			continue
		}
		da, db := body[b.a].Sub(centre).Norm(), body[b.b].Sub(centre).Norm()
		out = append(out, capsule{a: pa, b: pb, depthA: da, depthB: db, cloth: b.cloth,
			radiusA: room.radius(body[b.a], pa, b.radius*statureM), radiusB: room.radius(body[b.b], pb, b.radius*statureM)})
	}
	return out
}

// radius returns how large a sphere about a point of the room looks, in px.
func (room *Room) radius(p floor.Vec3, px vision.Pixel, radiusM float64) float64 {
	across := room.Camera.Rotation.Undo(floor.Vec3{X: radiusM})
	edge, ok := room.Camera.Project(p.Add(across))
	if !ok {
		return 0
	}
	return edge.Distance(px)
}

// cover tells which pixels of a grid a capsule covers, and how far from the
// camera it is there. The grid has cells of step px; do gets the cell.
func (c *capsule) cover(size vision.Size, step int, do func(x, y int, depthM float64)) {
	r := max(c.radiusA, c.radiusB)
	cell := func(px float64, limit int) int { return min(max(int(math.Floor(px/float64(step))), 0), limit) }
	left, right := cell(min(c.a.U, c.b.U)-r, size.Width), cell(max(c.a.U, c.b.U)+r+float64(step), size.Width)
	top, bottom := cell(min(c.a.V, c.b.V)-r, size.Height), cell(max(c.a.V, c.b.V)+r+float64(step), size.Height)
	d := c.b.Sub(c.a)
	length2 := d.U*d.U + d.V*d.V
	half := float64(step-1) / 2
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			u, v := float64(x*step)+half-c.a.U, float64(y*step)+half-c.a.V
			share := 0.0
			if length2 > 0 {
				share = min(max((u*d.U+v*d.V)/length2, 0), 1)
			}
			u, v = u-share*d.U, v-share*d.V
			radius := c.radiusA + share*(c.radiusB-c.radiusA)
			if u*u+v*v <= radius*radius {
				do(x, y, c.depthA+share*(c.depthB-c.depthA))
			}
		}
	}
}

// put draws a person on the stage.
func (g *stage) put(who int, capsules []capsule) {
	for i := range capsules {
		capsules[i].cover(g.size, g.step, func(x, y int, depth float64) {
			if at := y*g.size.Width + x; depth < g.distance[at] {
				g.distance[at], g.owner[at] = depth, who
			}
		})
	}
}

// shows reports whether a person's point at a depth is to be seen: within the
// picture, and with nothing but the person herself in front.
func (g *stage) shows(who int, p vision.Pixel, depthM float64) bool {
	if !g.room.shows(p) {
		return false
	}
	at := int(p.V)/g.step*g.size.Width + int(p.U)/g.step
	return g.owner[at] == who || g.distance[at] >= depthM
}

// box returns the box around the cells that show a person, and whether there
// are any.
func (g *stage) box(who int) (vision.Box, bool) {
	left, top, right, bottom := g.size.Width, g.size.Height, -1, -1
	for i, o := range g.owner {
		if o == who {
			x, y := i%g.size.Width, i/g.size.Width
			left, right, top, bottom = min(left, x), max(right, x), min(top, y), y
		}
	}
	if right < 0 {
		return vision.Box{}, false
	}
	px := float64(g.step)
	return vision.Box{Left: float64(left) * px, Top: float64(top) * px,
		Width: float64(right+1-left) * px, Height: float64(bottom+1-top) * px}, true
}

// look stages a frame and returns the truth about it and the people's states.
func (s *Script) look(frame int) ([]Truth, []state) {
	if s.stage == nil {
		s.stage = newStage(s.Room)
	}
	s.stage.clear()
	var truths []Truth
	var states []state
	var drawn [][]capsule
	for _, p := range s.People {
		st, there := p.state(s.At(frame))
		if !there {
			continue
		}
		capsules := s.Room.capsules(&st.body, st.statureM)
		s.stage.put(len(states), capsules)
		states, drawn = append(states, st), append(drawn, capsules)
		truths = append(truths, Truth{Frame: frame, At: s.At(frame), Person: p.Name, Place: st.place, Feet: st.body.feet(),
			Posture: st.posture, Changing: st.moving, HeightM: st.body.top(st.statureM)})
	}
	for i := range truths {
		s.see(&truths[i], i, &states[i].body, drawn[i])
	}
	return truths, states
}

// see fills in what the picture shows of a person.
func (s *Script) see(t *Truth, who int, body *skeleton, capsules []capsule) {
	centre := s.Room.Camera.Centre()
	for j := range t.Joints {
		t.Joints[j] = body[j]
		t.Pixels[j], t.InFront[j] = s.Room.Camera.Project(body[j])
		t.Hidden[j] = !t.InFront[j] || !s.stage.shows(who, t.Pixels[j], body[j].Sub(centre).Norm())
	}
	var seen, all, feetSeen, feetAll float64
	for _, c := range capsules {
		for k := range samples {
			share := (float64(k) + 0.5) / samples
			p := vision.Pixel{U: c.a.U + share*(c.b.U-c.a.U), V: c.a.V + share*(c.b.V-c.a.V)}
			weight := (c.radiusA + c.radiusB) * (c.a.Distance(c.b) + c.radiusA + c.radiusB)
			got := 0.0
			if s.stage.shows(who, p, c.depthA+share*(c.depthB-c.depthA)) {
				got = weight
			}
			seen, all = seen+got, all+weight
			if c.cloth == shoes {
				feetSeen, feetAll = feetSeen+got, feetAll+weight
			}
		}
	}
	t.Visible, t.FeetVisible = seen/max(all, 1e-9), feetSeen/max(feetAll, 1e-9)
	t.Box, _ = s.stage.box(who)
}

// samples is how many points of each bone tell how much of it is to be seen.
const samples = 5
