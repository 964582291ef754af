package synth

import (
	"math"
	"math/rand/v2"

	"nabij/vision"
	"nabij/vision/floor"
)

// LayFrame lays a rectangle of ribbon with sides of those lengths along its
// middle line, in place of all other ribbons, cushions and furniture, and returns
// where the camera sees its corners; false where no place for it is in the picture
// whole.
func (l *Laid) LayFrame(r *rand.Rand, firstM, secondM, widthM float64) (corners [4]vision.Pixel, ok bool) {
	l.Zones, l.discs, l.things = nil, nil, nil
	for range 100 {
		middle, angle := l.somewhere(r), 0.7*r.Float64()
		sin, cos := math.Sincos(angle)
		z := floor.Zone{Name: "frame", Kind: floor.Ribbon, WidthM: widthM, Closed: true}
		for z.Color == "" || unlike(ribbonPaints[z.Color][0], l.cover.base) < 0.3 {
			z.Color = ribbonColours[r.IntN(len(ribbonColours))]
		}
		for k, d := range [4][2]float64{{-firstM, -secondM}, {firstM, -secondM}, {firstM, secondM}, {-firstM, secondM}} {
			p := middle.Add(floor.Point{X: cos*d[0] - sin*d[1], Y: sin*d[0] + cos*d[1]}.Scale(0.5))
			z.Outline = append(z.Outline, p)
			corners[k], _ = l.Camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		}
		if l.fits(z) {
			l.paint[z.Name] = ribbonPaints[z.Color][0]
			l.Zones = append(l.Zones, z)
			return corners, true
		}
	}
	return corners, false
}

// Paint gives a zone a colour of its own, each part from 0 to 1.
func (l *Laid) Paint(zone string, red, green, blue float64) { l.paint[zone] = rgb{red, green, blue} }

// Floor is the brightness of the floor's own colour, 0 to 1.
func (l *Laid) Floor() float64 { return (l.cover.base[0] + l.cover.base[1] + l.cover.base[2]) / 3 }
