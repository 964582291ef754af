package ribbon

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"math"
	"slices"

	"nabij/vision/floor"
)

// Find finds the ribbons and cords on a floor. The picture is of the size that
// the floor was solved for; where it is transparent nobody saw the floor. The
// region is floor points around which to look, at least three: those that the
// floor was solved from. Zones come named by the letter of their colour and a
// number, from left to right.
func Find(ctx context.Context, picture *image.RGBA, ground *floor.Floor, region []floor.Point) ([]floor.Zone, error) {
	if size := ground.Size(); picture.Rect.Min != (image.Point{}) || picture.Rect.Dx() != size.Width || picture.Rect.Dy() != size.Height {
		return nil, fmt.Errorf("find ribbons: picture of %d×%d px, the floor is for %d×%d", picture.Rect.Dx(), picture.Rect.Dy(), size.Width, size.Height)
	}
	s := &seen{picture, ground}
	v := newView(s, region)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	lines := v.crests(v.bars()).lines()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found := v.strands(lines)
	var zones []floor.Zone
	for _, st := range found {
		zones = append(zones, s.zone(st))
	}
	return named(zones), ctx.Err()
}

// strands measures traced lines, leaves out what is no ribbon, and joins the
// rest.
func (v *view) strands(lines [][]floor.Point) (found []*strand) {
	b := v.bareFloor()
	at := v.seen.ground.CameraAt()
	foot := floor.Point{X: at.X, Y: at.Y}
	measured := make([]*strand, len(lines))
	inRows(len(lines), func(i int) {
		if st, ok := v.seen.measure(lines[i], false); ok && !st.faint(b, foot) {
			measured[i] = st
		}
	})
	j := joiner{bare: b, strands: slices.DeleteFunc(measured, func(s *strand) bool { return s == nil })}
	for _, st := range j.join() {
		if st.whole() && !st.standing(foot) {
			found = append(found, st)
		}
	}
	return found
}

// zone turns a strand into what the room file says of it.
func (s *seen) zone(st *strand) floor.Zone {
	z := floor.Zone{Color: st.colour, Kind: floor.Ribbon, Closed: st.closed, WidthM: math.Round(st.widthM*1000) / 1000}
	if z.WidthM < 0.015 {
		z.Kind = floor.Cord
	}
	for _, p := range resample(smooth(st.line, st.closed, 6), st.closed, 0.05) {
		z.Outline = append(z.Outline, floor.Point{X: math.Round(p.X*1000) / 1000, Y: math.Round(p.Y*1000) / 1000})
	}
	return z
}

// letters are the first letters of the zones' names; black takes K, as
// printers do, because blue has the B.
var letters = map[string]string{"red": "R", "orange": "O", "yellow": "Y", "green": "G", "blue": "B", "purple": "P", "white": "W", "black": "K"}

// named gives each zone a name, from left to right.
func named(zones []floor.Zone) []floor.Zone {
	left := func(z floor.Zone) float64 {
		low, high := bounds(z.Outline)
		return low.X + high.X
	}
	slices.SortFunc(zones, func(a, b floor.Zone) int { return cmp.Compare(left(a), left(b)) })
	count := map[string]int{}
	for i := range zones {
		l := letters[zones[i].Color]
		count[l]++
		zones[i].Name = fmt.Sprint(l, count[l])
	}
	return zones
}
