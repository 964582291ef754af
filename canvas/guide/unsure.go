package guide

import (
	"math"
	"slices"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision"
	"nabij/vision/floor"
)

// unsure is how far off a floor may be, all over it.
type unsure struct {
	ground *floor.Floor
	low    floor.Point
	nx, ny int
	lines  map[float64][][]floor.Point // by the error
	offM   []float64                   // at the crossings, by rows of growing y; NaN where the picture shows none
}

// meshM is the side of the mesh, in metres.
const meshM = 0.25

func newUnsure(ground *floor.Floor) *unsure {
	low, high := bounds(ground)
	u := &unsure{ground: ground, low: low, nx: int((high.X-low.X)/meshM) + 1, ny: int((high.Y-low.Y)/meshM) + 1}
	u.nx, u.ny = min(u.nx, 120), min(u.ny, 120)
	for j := range u.ny {
		for i := range u.nx {
			u.offM = append(u.offM, predict(ground, u.at(float64(i), float64(j)), beyond))
		}
	}
	return u
}

// beyond is how far outside the picture the error is still told, as a share of
// its size, so that it reaches to the picture's edge.
const beyond = 0.3

// predict is how far off a place may be, m; NaN where it lies farther outside
// the picture than a share of its size.
func predict(ground *floor.Floor, at floor.Point, beyond float64) float64 {
	px, ok := ground.ToPicture(at, 0)
	w, h := float64(ground.Size().Width), float64(ground.Size().Height)
	in := vision.Box{Left: -beyond * w, Top: -beyond * h, Width: w * (1 + 2*beyond), Height: h * (1 + 2*beyond)}
	if !ok || !in.Contains(px) {
		return math.NaN()
	}
	own, err := ground.PredictedCov(px)
	if err != nil {
		return math.NaN()
	}
	return math.Sqrt(own.XX + own.YY)
}

func (u *unsure) at(i, j float64) floor.Point {
	return floor.Point{X: u.low.X + i*meshM, Y: u.low.Y + j*meshM}
}

func (u *unsure) off(i, j int) float64 { return u.offM[j*u.nx+i] }

// span returns the least and the greatest error in the picture, m.
func (u *unsure) span() (least, most float64) {
	least = math.Inf(1)
	for j := range u.ny {
		for i := range u.nx {
			if v := predict(u.ground, u.at(float64(i), float64(j)), 0); v == v {
				least, most = min(least, v), max(most, v)
			}
		}
	}
	return least, most
}

// fog lies the thicker, the less sure the floor is: as a person's disc is softer.
func (u *unsure) fog(d *drawing) {
	for j := range u.ny - 1 {
		for i := range u.nx - 1 {
			mean := (u.off(i, j) + u.off(i+1, j) + u.off(i, j+1) + u.off(i+1, j+1)) / 4
			share := min(0.55, 4.5*mean)
			if !(share > 0.02) {
				continue
			}
			path := canvas.Path{Closed: true}
			for _, c := range [4][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
				px, ok := u.ground.ToPicture(u.at(float64(i)+c[0], float64(j)+c[1]), 0)
				if !ok {
					break
				}
				path.Points = append(path.Points, d.look.at(px))
			}
			if len(path.Points) == 4 {
				d.list.Add(canvas.Fill{Path: path, Color: canvas.Faded(paper, share)})
			}
		}
	}
}

// levels are the errors that have a contour, m.
var levels = []float64{0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5}

// contours draws lines of one error.
func (u *unsure) contours(d *drawing) {
	u.lines = map[float64][][]floor.Point{}
	for _, level := range levels {
		u.lines[level] = chain(u.crossings(level))
		for _, line := range u.lines[level] {
			d.floorLine(u.ground, line, false, 2, accent, 7, 6)
		}
	}
}

// names writes the contours' centimetres.
func (u *unsure) names(g *Guide, d *drawing) {
	for _, level := range levels {
		u.name(g, d, level, u.lines[level])
	}
}

// name writes a contour's centimetres on its longest line, where there is room.
func (u *unsure) name(g *Guide, d *drawing, level float64, lines [][]floor.Point) {
	slices.SortFunc(lines, func(a, b []floor.Point) int { return len(b) - len(a) })
	words, size := cm(g, level)+" cm", 14.0
	wide := letters.Width(words, size*d.unit, false) + 0.9*size*d.unit
	for _, line := range lines[:min(1, len(lines))] {
		const tries = 24
		for k := range tries {
			// From the middle outwards, to both sides by turns.
			i := len(line)/2 + (1-2*(k%2))*(k+1)/2*len(line)/tries
			px, ok := u.ground.ToPicture(line[max(0, min(len(line)-1, i))], 0)
			if at := d.look.at(px); ok && d.free(at, wide, size*d.unit) {
				d.tag(at, size, words)
				return
			}
		}
	}
}

// segment is a piece of a contour within one square of the mesh.
type segment [2]floor.Point

// crossings finds where the error passes a level, square by square (marching
// squares: Lorensen and Cline 1987, in the plane).
func (u *unsure) crossings(level float64) (found []segment) {
	corners := [4][2]int{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	for j := range u.ny - 1 {
		for i := range u.nx - 1 {
			var cuts []floor.Point
			for k := range corners {
				a, b := corners[k], corners[(k+1)%4]
				va, vb := u.off(i+a[0], j+a[1]), u.off(i+b[0], j+b[1])
				if va != va || vb != vb {
					cuts = nil
					break
				}
				if (va < level) == (vb < level) {
					continue
				}
				t := (level - va) / (vb - va)
				cuts = append(cuts, u.at(float64(i+a[0])+t*float64(b[0]-a[0]), float64(j+a[1])+t*float64(b[1]-a[1])))
			}
			for k := 0; k+1 < len(cuts); k += 2 {
				found = append(found, segment{cuts[k], cuts[k+1]})
			}
		}
	}
	return found
}

// chain joins segments that meet into lines.
func chain(segments []segment) (lines [][]floor.Point) {
	const meet = 1e-9
	for len(segments) > 0 {
		line := []floor.Point{segments[0][0], segments[0][1]}
		segments = segments[1:]
		for grown := true; grown; {
			grown = false
			for i, s := range segments {
				first, last := line[0], line[len(line)-1]
				switch {
				case s[0].Distance(last) < meet:
					line = append(line, s[1])
				case s[1].Distance(last) < meet:
					line = append(line, s[0])
				case s[0].Distance(first) < meet:
					line = slices.Insert(line, 0, s[1])
				case s[1].Distance(first) < meet:
					line = slices.Insert(line, 0, s[0])
				default:
					continue
				}
				segments, grown = slices.Delete(segments, i, i+1), true
				break
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// thin draws a line of the metre grid.
func (d *drawing) thin(points []vision.Pixel, wide float64) {
	path := canvas.Path{}
	for _, p := range points {
		path.Points = append(path.Points, d.look.at(p))
	}
	d.list.Add(
		canvas.Stroke{Path: path, Width: (wide + 1.6) * d.unit, Color: canvas.Faded(ink, 0.18)},
		canvas.Stroke{Path: path, Width: wide * d.unit, Color: canvas.Faded(paper, 0.8)},
	)
}
