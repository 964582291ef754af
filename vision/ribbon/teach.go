package ribbon

import (
	"fmt"
	"image"
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// Taught is the colour of a ribbon that was pointed out.
type Taught struct {
	colour lab
	Color  string // the word for it, or #rrggbb where it has none
	WidthM float64
}

const (
	// taughtNear is how far, in OKLab, a ribbon may be from a taught colour.
	taughtNear = 0.09
	// teachM is how much of the ribbon around the place is looked at, and
	// teachOffM how far beside it a hand may point.
	teachM, teachOffM = 0.12, 0.03
	// leastTaught is how clearly it must stand out of the floor, 0 to 1.
	leastTaught = 0.035
)

// Teach learns the colour of the ribbon that a pixel shows: the place may lie a
// little beside it. The error says that there is no ribbon, in words that need no
// more.
func Teach(picture *image.RGBA, ground *floor.Floor, px vision.Pixel) (Taught, error) {
	s := &seen{picture: picture, ground: ground}
	place, err := ground.ToFloor(px, vision.PixelCov{}, 0)
	if err != nil {
		return Taught{}, err
	}
	line, ok := s.through(place.At)
	if !ok {
		return Taught{}, errNoRibbon
	}
	st, ok := s.measure(line, false)
	if !ok || st.seenContrast < leastTaught || st.widthM > mostWidthM {
		return Taught{}, errNoRibbon
	}
	full := st.ground.add(st.contrast)
	t := Taught{colour: full.lab(), WidthM: st.widthM}
	if t.Color, ok = nameColour(t.colour, st.ground.lab()); !ok {
		t.Color = hexOf(full)
	}
	return t, nil
}

var errNoRibbon = floor.Refuse(floor.NoRibbon, nil, "click on the middle of the ribbon, where the floor is bare on both sides",
	"there is no ribbon at that place: nothing thin that is unlike the floor on both sides")

// through is a short line along the ribbon at a place: of all directions and of
// places a little beside, the one that stands out most from the floor on both
// sides.
func (s *seen) through(at floor.Point) (line []floor.Point, ok bool) {
	most := 0.0
	for dir := range uint8(2 * directions) {
		sin, cos := math.Sincos(float64(dir) * math.Pi / (2 * directions))
		along := floor.Point{X: cos, Y: sin}
		for off := -teachOffM; off <= teachOffM; off += 0.005 {
			middle := at.Add(toLeft(along).Scale(off))
			p := s.across(middle, along, 0)
			if !p.known {
				continue
			}
			ends := [2]profile{s.across(middle.Add(along.Scale(0.06)), along, 0), s.across(middle.Add(along.Scale(-0.06)), along, 0)}
			clear := stands(&p)
			for i := range ends {
				if !ends[i].known {
					clear = 0
					continue
				}
				clear = min(clear, stands(&ends[i]))
			}
			if clear *= 1 - math.Abs(off)/(4*teachOffM); clear > most {
				most = clear
				line = []floor.Point{middle.Add(along.Scale(-teachM)), middle, middle.Add(along.Scale(teachM))}
			}
		}
	}
	return line, most > leastTaught/2
}

// stands is how much the middle of a profile differs from the floor on its left
// and from that on its right: the lesser of the two.
func stands(p *profile) float64 {
	right, left := p.floors()
	middle := p.mean(-0.003, 0.003)
	return min(middle.sub(right).norm(), middle.sub(left).norm())
}

// knows returns how a colour is called that was taught; empty where none was like
// it.
func (s *seen) knows(c lab) string {
	name, nearest := "", taughtNear
	for _, t := range s.taught {
		d := math.Sqrt(math.Pow(c[0]-t.colour[0], 2) + math.Pow(c[1]-t.colour[1], 2) + math.Pow(c[2]-t.colour[2], 2))
		if d < nearest {
			name, nearest = t.Color, d
		}
	}
	return name
}

// hexOf writes a colour as #rrggbb.
func hexOf(c ycc) string {
	r, g, b := c.rgb()
	to := func(v float64) uint8 { return uint8(min(max(v, 0), 1)*255 + 0.5) }
	return fmt.Sprintf("#%02x%02x%02x", to(r), to(g), to(b))
}
