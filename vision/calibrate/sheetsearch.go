package calibrate

import (
	"cmp"
	"math"
	"slices"

	"nabij/vision"
	"nabij/vision/floor"
)

// A guess is a camera that looks down from a height of 1 m, and how unlike
// sheets of one size the quads are on its floor.
type guess struct {
	camera floor.Camera
	cost   float64
}

// tries is how many of the best guesses are refined.
const tries = 10

// solveSheets looks at the quads through cameras of all tilts and rolls and of
// several focal lengths, and refines those through which they look most like
// sheets of one size.
func solveSheets(size vision.Size, lens *floor.Lens, quads []Quad) (best layout, ok bool) {
	quads = counterClockwise(quads)
	lenses := floor.ExpectedLenses(size)
	if lens != nil {
		lenses = []floor.Lens{*lens}
	}
	var guesses []guess
	for _, l := range lenses {
		guesses = append(guesses, look(l, quads)...)
	}
	slices.SortFunc(guesses, func(a, b guess) int { return cmp.Compare(a.cost, b.cost) })
	cost := math.Inf(1)
	for _, g := range guesses[:min(tries, len(guesses))] {
		start, ok := place(g.camera, quads)
		if !ok {
			continue
		}
		if l, c := start.refine(size, lens != nil); c < cost {
			best, cost = l, c
		}
	}
	return best, !math.IsInf(cost, 1)
}

// look tries every tilt and roll of one lens.
func look(lens floor.Lens, quads []Quad) (guesses []guess) {
	tilted(lens, func(camera *floor.Camera) {
		if cost, ok := unlike(camera, quads); ok {
			guesses = append(guesses, guess{*camera, cost})
		}
	})
	return guesses
}

// tilted turns a camera with that lens, 1 m above the floor, to every tilt and
// roll.
func tilted(lens floor.Lens, look func(*floor.Camera)) {
	camera := floor.NewCamera(lens, floor.Rotation{}, floor.Vec3{Z: 1})
	const step = math.Pi / 36
	for down := 2 * step; down < math.Pi/2; down += step {
		for roll := -math.Pi; roll < math.Pi-step; roll += 2 * step {
			at := floor.Vec3{Z: 1}
			sin, cos := math.Sincos(down)
			camera.Rotation = floor.LookAt(at, floor.Vec3{Y: cos, Z: 1 - sin}, roll)
			camera.Shift = camera.Rotation.Apply(at).Scale(-1)
			look(&camera)
		}
	}
}

// shape is a quad on the floor of a camera 1 m high.
type shape struct {
	corners [4]floor.Point
	logSize float64 // logarithm of its size over that of a sheet
	turned  bool    // the first side is a short one
	cost    float64
}

// unlike returns how much the quads differ from sheets of one size, in squared
// logarithms of lengths, the big ones in the picture counting most; false where
// one does not lie on the floor.
func unlike(c *floor.Camera, quads []Quad) (float64, bool) {
	var cost, sum, square, weights float64
	for _, q := range quads {
		s, ok := shapeOf(c, q)
		if !ok {
			return 0, false
		}
		w := area(q)
		cost += w * s.cost
		sum += w * s.logSize
		square += w * s.logSize * s.logSize
		weights += w
	}
	return cost/weights + square/weights - (sum/weights)*(sum/weights), true
}

// shapeOf looks at a quad on the floor and takes the way round that fits a
// sheet better.
func shapeOf(c *floor.Camera, q Quad) (s shape, ok bool) {
	for i, px := range q {
		if s.corners[i], ok = below(c, px); !ok {
			return s, false
		}
	}
	s.logSize, s.cost = compare(s.corners, floor.SheetLongM, floor.SheetShortM)
	if size, cost := compare(s.corners, floor.SheetShortM, floor.SheetLongM); cost < s.cost {
		s.logSize, s.cost, s.turned = size, cost, true
	}
	return s, true
}

// below returns the floor point that a camera shows at a pixel; false where that
// is no floor, or too far away to be a room's.
func below(c *floor.Camera, px vision.Pixel) (floor.Point, bool) {
	centre := c.Centre()
	d, ok := c.Ray(px)
	if !ok || d.Z > -0.02 {
		return floor.Point{}, false
	}
	along := -centre.Z / d.Z
	return floor.Point{X: centre.X + along*d.X, Y: centre.Y + along*d.Y}, true
}

// compare returns the mean logarithm of the lengths of sides and diagonals over
// those of a rectangle, and its variance.
func compare(p [4]floor.Point, firstM, secondM float64) (mean, variance float64) {
	diagonal := math.Hypot(firstM, secondM)
	logs := [6]float64{
		math.Log(p[0].Distance(p[1]) / firstM), math.Log(p[1].Distance(p[2]) / secondM),
		math.Log(p[2].Distance(p[3]) / firstM), math.Log(p[3].Distance(p[0]) / secondM),
		math.Log(p[0].Distance(p[2]) / diagonal), math.Log(p[1].Distance(p[3]) / diagonal),
	}
	for _, l := range logs {
		mean += l / 6
	}
	for _, l := range logs {
		variance += (l - mean) * (l - mean) / 6
	}
	return mean, variance
}

// place lays sheets where a camera at 1 m sees the quads, and moves the camera
// to the height at which they have their size. The first sheet is the frame.
func place(c floor.Camera, quads []Quad) (layout, bool) {
	var shapes []shape
	size := 0.0
	for _, q := range quads {
		s, ok := shapeOf(&c, q)
		if !ok {
			return layout{}, false
		}
		shapes = append(shapes, s)
		size += s.logSize / float64(len(quads))
	}
	height := math.Exp(-size)
	l := layout{camera: c}
	l.camera.Shift = c.Shift.Scale(height)
	for i, s := range shapes {
		seen, p := quads[i], s.corners
		if s.turned {
			seen = Quad{seen[1], seen[2], seen[3], seen[0]}
			p = [4]floor.Point{p[1], p[2], p[3], p[0]}
		}
		along := p[1].Sub(p[0]).Add(p[2].Sub(p[3]))
		middle := p[0].Add(p[1]).Add(p[2]).Add(p[3]).Scale(height / 4)
		l.sheets = append(l.sheets, laidSheet{at: middle, angle: math.Atan2(along.Y, along.X), seen: seen})
	}
	l.toFrame(l.sheets[0].at, l.sheets[0].angle)
	return l, true
}

// counterClockwise turns the quads so that their corners go round as on a
// floor seen from above.
func counterClockwise(quads []Quad) []Quad {
	turned := slices.Clone(quads)
	for i, q := range turned {
		if signedArea(q) > 0 { // v points down
			turned[i] = Quad{q[0], q[3], q[2], q[1]}
		}
	}
	return turned
}

func signedArea(q Quad) float64 {
	a, b := q[2].Sub(q[0]), q[3].Sub(q[1])
	return (a.U*b.V - a.V*b.U) / 2
}

func area(q Quad) float64 { return math.Abs(signedArea(q)) }

// biggest returns the quad with the greatest area.
func biggest(quads []Quad) (found int) {
	for i := range quads {
		if area(quads[i]) > area(quads[found]) {
			found = i
		}
	}
	return found
}
