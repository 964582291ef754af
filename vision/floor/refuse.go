package floor

import (
	"fmt"
	"math"
	"slices"

	"nabij/vision"
)

const (
	hintSpread = "choose points that span the floor: far and near, left and right"
	hintEntry  = "measure the point again, or remove it"
	hintMirror = "x and y must turn left: seen from above, y is a quarter turn to the left of x; swap the two numbers of every floor point, " +
		"or change the sign of all x; or switch off the camera's mirror picture"
)

// checkGiven refuses what can be refused before solving.
func checkGiven(size vision.Size, lens *Lens, points []Correspondence) error {
	if size.Empty() {
		return refuse(BadSize, nil, "write the size of the camera's pictures, such as [1280, 720]", "the picture size is %d×%d", size.Width, size.Height)
	}
	if lens != nil && (!lens.Finite() || lens.unfolded() < minUnfolded) {
		return refuse(BadLens, nil, "leave the lens out: it is then found from six floor points or more", "the numbers of the lens describe no lens")
	}
	if len(points) < 4 {
		return refuse(TooFew, nil, "add points until there are four or more, spread over the floor", "%s, want at least 4", count(len(points)))
	}
	for i, p := range points {
		if err := checkPoint(size, i, p); err != nil {
			return err
		}
	}
	if err := checkTwice(points); err != nil {
		return err
	}
	if err := checkSpread(size, points); err != nil || lens != nil || len(points) > 4 {
		return err
	}
	// Four points tell a plane without a lens only if no three are in line.
	for i := range points {
		if checkSpread(size, without(points, i)) != nil {
			return refuse(InLine, others(len(points), i), "move one of them away from that line, or add points",
				"three of the four floor points lie in one line, or nearly")
		}
	}
	return nil
}

// without returns the points but the i-th.
func without(points []Correspondence, i int) []Correspondence {
	return slices.Delete(slices.Clone(points), i, i+1)
}

// others returns the numbers below n but i.
func others(n, i int) (rest []int) {
	for k := range n {
		if k != i {
			rest = append(rest, k)
		}
	}
	return rest
}

// minUnfolded is the smallest radius, as a tangent, that a usable lens
// reaches: 14° from the axis.
const minUnfolded = 0.25

func count(n int) string {
	if n == 1 {
		return "1 floor point"
	}
	return fmt.Sprintf("%d floor points", n)
}

func checkPoint(size vision.Size, i int, p Correspondence) error {
	if !(Point{p.Picture.U, p.Picture.V}).Finite() || !p.Floor.Finite() {
		return refuse(NotFinite, []int{i}, "write plain numbers", "floor point %d holds something that is no number", i+1)
	}
	if math.Hypot(p.Floor.X, p.Floor.Y) > farthest {
		return refuse(NotFinite, []int{i}, "floor points are in metres", "floor point %d is %.4g m away", i+1, p.Floor.Norm())
	}
	in := vision.Box{Left: -0.5, Top: -0.5, Width: float64(size.Width), Height: float64(size.Height)}
	if !in.Contains(p.Picture) {
		return refuse(OutsideOfView, []int{i}, "check the picture size, or choose a point inside the picture",
			"floor point %d at (%.4g, %.4g) px is outside the %d×%d picture", i+1, p.Picture.U, p.Picture.V, size.Width, size.Height)
	}
	return nil
}

// farthest is the greatest coordinate believed, in metres: more is a mistake
// in the unit.
const farthest = 1000

// Two points nearer than this are the same one.
const (
	sameM  = 0.01
	samePx = 1.0
)

func checkTwice(points []Correspondence) error {
	for i, p := range points {
		for j, q := range points[:i] {
			if p.Floor.Distance(q.Floor) < sameM || p.Picture.Distance(q.Picture) < samePx {
				return refuse(Duplicate, []int{j, i}, "keep one of the two", "floor points %d and %d are the same point", j+1, i+1)
			}
		}
	}
	return nil
}

// Points must be off their common line by these shares: of their own length on
// the floor, of the picture's diagonal in the picture.
const (
	minThickness = 0.03
	minInPicture = 0.01
	minSpread    = 0.05
)

func checkSpread(size vision.Size, points []Correspondence) error {
	floor, picture := make([]Point, len(points)), make([]Point, len(points))
	for i, p := range points {
		floor[i], picture[i] = p.Floor, Point{p.Picture.U, p.Picture.V}
	}
	diagonal := math.Hypot(float64(size.Width), float64(size.Height))
	long, short := axes(floor)
	longPx, shortPx := axes(picture)
	switch {
	case longPx < minSpread*diagonal:
		return refuse(TooSmall, nil, hintSpread, "the floor points fill too little of the picture")
	case short < minThickness*long || shortPx < minInPicture*diagonal:
		return refuse(InLine, nil, "add a point well beside that line", "the floor points lie in one line, or nearly")
	}
	return nil
}

// axes returns the points' standard deviations along and across their line.
func axes(points []Point) (long, short float64) {
	var middle Point
	for _, p := range points {
		middle = middle.Add(p.Scale(1 / float64(len(points))))
	}
	var c Cov
	for _, p := range points {
		d := p.Sub(middle)
		c = c.Add(Cov{d.X * d.X, d.X * d.Y, d.Y * d.Y})
	}
	long, short, _ = c.Scale(1 / float64(len(points))).Axes()
	return long, short
}

// checkFound refuses a solution that does not fit or cannot be.
func (f *problem) checkFound(size vision.Size, lens *Lens, c *Camera) error {
	under := c.Centre().Z <= 0
	if rms := f.rms(c); rms > misfitLimit(size) {
		if i := f.stranger(size, lens, rms); i >= 0 {
			return refuse(Misfit, []int{i}, hintEntry, "floor point %d does not fit the others", i+1)
		}
		if !under {
			return refuse(Misfit, nil, "check that each floor point belongs to its place in the picture",
				"the floor points do not fit together: they are %.1f px off", rms)
		}
		return refuse(UnderFloor, nil, "check that each floor point belongs to its place in the picture",
			"the floor points would put the camera under the floor")
	}
	if under {
		return refuse(Mirrored, nil, hintMirror, "the floor points are mirrored: they would put the camera under the floor")
	}
	return nil
}

// misfitLimit is the residual, in px, above which points cannot all be right:
// far above any click, far below a wrong metre.
func misfitLimit(size vision.Size) float64 { return max(3, 0.005*float64(size.Width)) }

func (f *problem) rms(c *Camera) float64 { return math.Sqrt(f.squares(c) / float64(len(f.points))) }

// stranger returns the one point without which the others fit well, or -1.
func (f *problem) stranger(size vision.Size, lens *Lens, rms float64) int {
	found, best, second := -1, math.Inf(1), math.Inf(1)
	for i := range f.points {
		g := *f
		g.points = without(f.points, i)
		if 2*len(g.points) <= min(f.free, radial2) {
			return -1 // the rest would fit in any case
		}
		c, _, ok := g.solve(size, lens)
		if !ok || c.Centre().Z <= 0 {
			continue
		}
		switch left := g.rms(&c); {
		case left < best:
			found, best, second = i, left, best
		case left < second:
			second = left
		}
	}
	if best < misfitLimit(size) && 2*best < rms && 1.5*best < second {
		return found
	}
	return -1
}
