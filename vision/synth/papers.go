package synth

import (
	"math"
	"math/rand/v2"

	"nabij/vision"
	"nabij/vision/floor"
)

// Paper is the corners of a rectangle of white paper on the floor, around it.
type Paper [4]floor.Point

// paperWhite is the colour of paper.
var paperWhite = rgb{0.93, 0.93, 0.92}

// RandomPapers makes up a room with n sheets of A4 on its floor, as somebody lays
// them who was told to spread them: far and near, left and right, each whole in
// the picture. It has no ribbons. There are fewer sheets where the camera sees
// too little floor.
func RandomPapers(r *rand.Rand, n int) *Laid {
	l := RandomLaid(r)
	l.Zones, l.discs = nil, nil
	for i := range n {
		for range 400 {
			away := []float64{1.8, 4.2, 2.6, 3.4, 2.2, 3.8}[i%6] + 0.6*(r.Float64()-0.5)
			if l.LayPaper(l.before(r, away), 2*math.Pi*r.Float64(), floor.SheetLongM, floor.SheetShortM) {
				break
			}
		}
	}
	return l
}

// before is a place so far, in metres along the floor, from below the camera.
func (l *Laid) before(r *rand.Rand, awayM float64) floor.Point {
	a, at := math.Pi*(0.15+0.7*r.Float64()), l.Camera.Centre()
	return floor.Point{X: at.X + awayM*math.Cos(a), Y: at.Y + awayM*math.Sin(a)}
}

// LayPaper lays a rectangle of white paper, its long side at an angle from x,
// unless it would not be whole in the picture, or near another one. Furniture
// that hides it is taken away.
func (l *Laid) LayPaper(centre floor.Point, angleRad, longM, shortM float64) bool {
	sin, cos := math.Sincos(angleRad)
	var p Paper
	inside := vision.Box{Left: 8, Top: 8, Width: float64(l.Size.Width) - 17, Height: float64(l.Size.Height) - 17}
	for k, d := range [4][2]float64{{-longM, -shortM}, {longM, -shortM}, {longM, shortM}, {-longM, shortM}} {
		p[k] = centre.Add(floor.Point{X: cos*d[0] - sin*d[1], Y: sin*d[0] + cos*d[1]}.Scale(0.5))
		px, ok := l.Camera.Project(floor.Vec3{X: p[k].X, Y: p[k].Y})
		if !ok || !inside.Contains(px) || p[k].X < 0.1 || p[k].Y < 0.1 || p[k].X > l.WidthM-0.1 || p[k].Y > l.DepthM-0.1 {
			return false
		}
	}
	for _, o := range l.Papers {
		if o.centre().Distance(centre) < 0.5 {
			return false
		}
	}
	l.Papers = append(l.Papers, p)
	l.uncover(p)
	return true
}

// uncover takes away the furniture that stands on a paper or before it.
func (l *Laid) uncover(p Paper) {
	from := l.Camera.Centre()
	var free []thing
	for _, t := range l.things {
		wide := Block{t.From.Sub(floor.Vec3{X: 0.1, Y: 0.1}), t.To.Add(floor.Vec3{X: 0.1, Y: 0.1})}
		hides := false
		for _, c := range append(p[:], p.centre()) {
			ray := floor.Vec3{X: c.X, Y: c.Y}.Sub(from)
			d, hit := wide.hit(from, ray.Scale(1/ray.Norm()))
			hides = hides || hit && d <= ray.Norm()+0.05
		}
		if !hides {
			free = append(free, t)
		}
	}
	l.things = free
}

func (p Paper) centre() floor.Point { return p[0].Add(p[2]).Scale(0.5) }

// share is how much of a pixel at q lies on the paper, 0 to 1, where it covers
// pixelM of floor.
func (p Paper) share(q floor.Point, pixelM float64) float64 {
	edge := math.Inf(1)
	for k := range p {
		side := p[(k+1)%4].Sub(p[k])
		d := q.Sub(p[k])
		edge = min(edge, (side.X*d.Y-side.Y*d.X)/side.Norm())
	}
	return min(max(edge/pixelM+0.5, 0), 1)
}
