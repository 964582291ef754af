package calibrate

import (
	"cmp"
	"math"
	"slices"

	"nabij/vision"
	"nabij/vision/fit"
	"nabij/vision/floor"
)

// Rectangle is four corners of a rectangle on the floor, in order around it,
// either way: tiles, a mat, a frame of ribbons.
type Rectangle struct {
	Corners [4]vision.Pixel
	// FirstM is the length of the side from the first corner to the second,
	// SecondM of the next one, in metres; 0 for one of them: not measured.
	FirstM, SecondM float64
}

// Squared is a floor found from a rectangle.
type Squared struct {
	Floor  *floor.Floor
	Points []floor.Correspondence // the corners, for the room file
	// FirstM and SecondM are the sides, and FoundSigmaM the standard deviation
	// of the one that was not measured, in metres; 0 where both were.
	FirstM, SecondM, FoundSigmaM float64
	// Lens is the lens that was found beside a side, nil where both were
	// measured: without it, a floor solved from the corners would take the side
	// that was found for one that was measured.
	Lens *floor.Lens
}

const hintRectangle = "drag each handle onto a corner of the rectangle, one after the other around it"

// FromRectangle finds the floor from a rectangle on it of which both sides, or
// only one, were measured. A side that was not is found with the camera: what a
// right angle looks like says how far it is turned away. Edges are things that
// are straight in the room, as pixels along each; they tell the lens's
// distortion and may be none. With a lens, only the camera's place is solved.
//
// The floor frame has its origin at the first corner, x along the first side
// and z upwards. Errors are of type [*floor.Error]; their Points are the numbers
// of corners.
func FromRectangle(size vision.Size, lens *floor.Lens, r Rectangle, edges [][]vision.Pixel) (*Squared, error) {
	if err := r.check(size); err != nil {
		return nil, err
	}
	if r.FirstM > 0 && r.SecondM > 0 {
		points := r.points(r.FirstM, r.SecondM)
		f, err := floor.Solve(size, lens, points)
		if err != nil {
			return nil, err
		}
		return &Squared{Floor: f, Points: points, FirstM: r.FirstM, SecondM: r.SecondM}, nil
	}
	return r.findSide(size, lens, edges)
}

func (r Rectangle) check(size vision.Size) error {
	for i, m := range []float64{r.FirstM, r.SecondM} {
		if m != 0 && !(m >= 0.2 && m <= 50) {
			return refuse(floor.NotFinite, nil, "type the length in metres, such as 2.40", "side %d is %g m long, want 0.2 to 50", i+1, m)
		}
	}
	if r.FirstM == 0 && r.SecondM == 0 {
		return refuse(floor.TooFew, nil, "measure one side, better both", "no side of the rectangle was measured")
	}
	in := vision.Box{Left: -0.5, Top: -0.5, Width: float64(size.Width), Height: float64(size.Height)}
	for i, px := range r.Corners {
		if !in.Contains(px) { // false for what is no number, too
			return refuse(floor.OutsideOfView, []int{i}, hintRectangle, "corner %d is not in the picture", i+1)
		}
	}
	if !convex(Quad(r.Corners)) {
		return refuse(floor.InLine, nil, hintRectangle, "the corners do not go round a rectangle")
	}
	if area(Quad(r.Corners)) < 0.01*float64(size.Width*size.Height) {
		return refuse(floor.TooSmall, nil, "choose a larger rectangle, or one nearer to the camera", "the rectangle is too small in the picture")
	}
	return nil
}

// points are the corners as a room file holds them.
func (r Rectangle) points(firstM, secondM float64) []floor.Correspondence {
	if signedArea(Quad(r.Corners)) > 0 { // clockwise on the floor: y is on the other side
		secondM = -secondM
	}
	at := [4]floor.Point{{}, {X: firstM}, {X: firstM, Y: secondM}, {Y: secondM}}
	points := make([]floor.Correspondence, 4)
	for i := range points {
		points[i] = floor.Correspondence{Picture: r.Corners[i], Floor: at[i]}
	}
	return points
}

// sized is a camera before a rectangle, and the logarithm of the second side
// over the first.
type sized struct {
	camera   floor.Camera
	logRatio float64
}

// findSide solves camera and side together, from the cameras of all tilts and
// rolls through which the corners look most like a rectangle's.
func (r Rectangle) findSide(size vision.Size, lens *floor.Lens, edges [][]vision.Pixel) (*Squared, error) {
	best, cost := sized{}, math.Inf(1)
	p := r.problem(size, lens != nil, edges)
	for _, g := range r.guesses(size, lens) {
		if s, c := p.Descend(g); c < cost {
			best, cost = s, c
		}
	}
	if cost > misfitCost+float64(count(edges)) || best.camera.Centre().Z <= 0 {
		return nil, refuse(floor.Misfit, nil, hintRectangle, "the corners are not those of a rectangle on the floor")
	}
	n := fit.NewNormal(p.Params)
	p.Around(best, n)
	cov, ok := n.Covariance()
	if !ok || cov[len(cov)-1] > mostRatioSigma*mostRatioSigma {
		return nil, refuse(floor.Unsolved, nil, "measure the other side too", "the picture does not tell how long the other side is")
	}
	return r.squared(size, best, math.Sqrt(cov[len(cov)-1]))
}

func count(edges [][]vision.Pixel) (n int) {
	for _, e := range edges {
		n += len(e)
	}
	return n
}

// guesses are the cameras to start from, the best first.
func (r Rectangle) guesses(size vision.Size, lens *floor.Lens) (starts []sized) {
	type scored struct {
		sized
		cost float64
	}
	var all []scored
	lenses := floor.ExpectedLenses(size)
	if lens != nil {
		lenses = []floor.Lens{*lens}
	}
	for _, l := range lenses {
		tilted(l, func(c *floor.Camera) {
			if s, cost, ok := r.start(c); ok {
				all = append(all, scored{s, cost})
			}
		})
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	for _, s := range all[:min(tries, len(all))] {
		starts = append(starts, s.sized)
	}
	return starts
}

// start lays the rectangle below a camera, the first side as unit, and says how
// far its corners are from a rectangle's: its diagonals are as long as one
// another and halve each other.
func (r Rectangle) start(c *floor.Camera) (s sized, cost float64, ok bool) {
	var p [4]floor.Point
	for i, px := range r.Corners {
		if p[i], ok = below(c, px); !ok {
			return s, 0, false
		}
	}
	a, b := p[2].Sub(p[0]), p[3].Sub(p[1])
	apart := p[0].Add(p[2]).Sub(p[1].Add(p[3])).Norm() / (a.Norm() + b.Norm())
	side, next := p[1].Sub(p[0]), p[2].Sub(p[1])
	unit := 1 / side.Norm()
	l := layout{camera: *c}
	l.camera.Shift = c.Shift.Scale(unit)
	l.toFrame(p[0].Scale(unit), math.Atan2(side.Y, side.X))
	long := math.Log(a.Norm() / b.Norm())
	return sized{l.camera, math.Log(next.Norm() * unit)}, apart*apart + long*long, true
}

const (
	misfitCost = 40 // squared standard deviations of the corners and the lens
	// mostRatioSigma is how unsure a side may be found, as a share of it.
	mostRatioSigma = 0.12
)

func (r Rectangle) squared(size vision.Size, s sized, sigma float64) (*Squared, error) {
	q := &Squared{FirstM: r.FirstM, SecondM: r.SecondM}
	if r.FirstM > 0 {
		q.SecondM = r.FirstM * math.Exp(s.logRatio)
		q.FoundSigmaM = sigma * q.SecondM
	} else {
		q.FirstM = r.SecondM * math.Exp(-s.logRatio)
		q.FoundSigmaM = sigma * q.FirstM
	}
	lens := s.camera.Lens
	q.Lens, q.Points = &lens, r.points(q.FirstM, q.SecondM)
	var err error
	q.Floor, err = floor.Solve(size, q.Lens, q.Points)
	return q, err
}

// problem is to find camera and side; a first side of 1 m is the scale.
func (r Rectangle) problem(size vision.Size, lensGiven bool, edges [][]vision.Pixel) fit.Problem[sized] {
	ofCamera := floor.ParamCount
	if lensGiven {
		ofCamera = floor.PoseCount
	}
	params := ofCamera + 1
	return fit.Problem[sized]{
		Params: params,
		Around: func(s sized, n *fit.Normal) bool {
			slope := make([]float64, params)
			for _, p := range r.points(1, math.Exp(s.logRatio)) {
				px, d, ok := s.camera.Linear(floor.Vec3{X: p.Floor.X, Y: p.Floor.Y})
				if !ok {
					return false
				}
				off := px.Sub(p.Picture)
				for axis, residual := range [2]float64{off.U, off.V} {
					copy(slope, d.Param[axis][:ofCamera])
					slope[ofCamera] = d.Point[axis].Y * p.Floor.Y // by the logarithm
					n.Add(residual, cornerSigmaPx, slope)
				}
			}
			if lensGiven {
				return true
			}
			s.camera.Expect(size, params, n)
			return straighten(&s.camera, edges, params, n)
		},
		Move: func(s sized, d []float64) sized {
			return sized{s.camera.Moved(d[:ofCamera]), s.logRatio + max(-1, min(1, d[ofCamera]))}
		},
	}
}
