package ribbon

import (
	"image"
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// cellM is the side of a cell of the top view, in metres.
const cellM = 0.01

// reachM is how far beyond the measured floor points ribbons are looked for.
const reachM = 0.8

// coarsest is how much floor a pixel may cover lengthwise, in metres; farther
// away no ribbon can be told from noise.
const coarsest = 0.08

// cell is a colour of the top view in OKLab; NaN where the floor is not seen.
type cell [3]float32

func (c cell) known() bool { return c[0] == c[0] }

// view is the floor as seen from above: row y, column x is the square of
// cellM around origin + (x, y)·cellM.
type view struct {
	origin floor.Point
	w, h   int
	cells  []cell
	seen   *seen
}

// seen is a picture and the floor that it shows.
type seen struct {
	picture *image.RGBA
	ground  *floor.Floor // nil: not known
	taught  []Taught
}

func (v *view) at(x, y int) floor.Point {
	return floor.Point{X: v.origin.X + float64(x)*cellM, Y: v.origin.Y + float64(y)*cellM}
}

// place returns the column and row of a floor point, in cells.
func (v *view) place(p floor.Point) (x, y float64) {
	return (p.X - v.origin.X) / cellM, (p.Y - v.origin.Y) / cellM
}

// cellAt returns the cell that a point lies in, unknown outside the view.
func (v *view) cellAt(p floor.Point) cell {
	x, y := v.place(p)
	i, j := int(math.Round(x)), int(math.Round(y))
	if i < 0 || j < 0 || i >= v.w || j >= v.h {
		return unknown
	}
	return v.cells[j*v.w+i]
}

var unknown = cell{float32(math.NaN()), float32(math.NaN()), float32(math.NaN())}

// newView looks at the floor around the measured points from above.
func newView(s *seen, region []floor.Point) *view {
	low, high := bounds(region)
	v := &view{origin: low.Sub(floor.Point{X: reachM, Y: reachM}), seen: s}
	v.w = min(int((high.X-low.X+2*reachM)/cellM)+1, largest)
	v.h = min(int((high.Y-low.Y+2*reachM)/cellM)+1, largest)
	v.cells = make([]cell, v.w*v.h)
	inRows(v.h, func(y int) {
		for x := range v.w {
			v.cells[y*v.w+x] = s.cell(v.at(x, y))
		}
	})
	return v
}

// largest is the side of the largest view, in cells: a hall of 20 m.
const largest = 2000

func bounds(points []floor.Point) (low, high floor.Point) {
	low, high = points[0], points[0]
	for _, p := range points {
		low = floor.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
		high = floor.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	return low, high
}

// cell returns the mean colour of the square of cellM around a floor point:
// near the camera several pixels lie in it.
func (s *seen) cell(p floor.Point) cell {
	px, u, v, ok := s.ground.Slopes(p, 0)
	if !ok || !s.inside(px) {
		return unknown
	}
	wide := math.Hypot(u.X, v.X)
	long := math.Hypot(u.Y, v.Y)
	if min(wide, long)*coarsest < 1 {
		return unknown
	}
	n := min(max(int(math.Ceil(cellM*max(wide, long)*0.8)), 1), 4)
	var sum ycc
	for i := range n {
		for j := range n {
			a := cellM * ((float64(i)+0.5)/float64(n) - 0.5)
			b := cellM * ((float64(j)+0.5)/float64(n) - 0.5)
			c, ok := s.colour(vision.Pixel{U: px.U + a*u.X + b*u.Y, V: px.V + a*v.X + b*v.Y})
			if !ok {
				return unknown
			}
			sum = sum.add(c)
		}
	}
	c := sum.scale(1 / float64(n*n)).lab()
	return cell{float32(c[0]), float32(c[1]), float32(c[2])}
}

func (s *seen) inside(px vision.Pixel) bool {
	size := s.picture.Rect.Size()
	return px.U >= 0 && px.V >= 0 && px.U <= float64(size.X-1) && px.V <= float64(size.Y-1)
}

// colour returns the colour at a place in the picture, between its pixels;
// false outside and where the picture is transparent: nobody saw the floor.
func (s *seen) colour(px vision.Pixel) (c ycc, ok bool) {
	if !s.inside(px) {
		return c, false
	}
	x, y := int(px.U), int(px.V)
	fx, fy := px.U-float64(x), px.V-float64(y)
	size := s.picture.Rect.Size()
	var r, g, b float64
	x1, y1 := min(x+1, size.X-1), min(y+1, size.Y-1)
	for _, corner := range [4]struct {
		x, y int
		w    float64
	}{{x, y, (1 - fx) * (1 - fy)}, {x1, y, fx * (1 - fy)}, {x, y1, (1 - fx) * fy}, {x1, y1, fx * fy}} {
		i := corner.y*s.picture.Stride + 4*corner.x
		pix := s.picture.Pix[i : i+4 : i+4]
		if pix[3] == 0 {
			return c, false
		}
		r += corner.w * float64(pix[0])
		g += corner.w * float64(pix[1])
		b += corner.w * float64(pix[2])
	}
	return toYCC(r/255, g/255, b/255), true
}

// colourOn returns the colour of a floor point, or of what is at a height above
// it, in metres.
func (s *seen) colourOn(p floor.Point, heightM float64) (ycc, bool) {
	px, ok := s.ground.ToPicture(p, heightM)
	if !ok {
		return ycc{}, false
	}
	return s.colour(px)
}
