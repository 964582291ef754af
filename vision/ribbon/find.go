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
// number, from left to right. Colours that were taught are those of ribbons too,
// beside those that have a word.
func Find(ctx context.Context, picture *image.RGBA, ground *floor.Floor, region []floor.Point, taught ...Taught) ([]floor.Zone, error) {
	if size := ground.Size(); picture.Rect.Min != (image.Point{}) || picture.Rect.Dx() != size.Width || picture.Rect.Dy() != size.Height {
		return nil, fmt.Errorf("find ribbons: picture of %d×%d px, the floor is for %d×%d", picture.Rect.Dx(), picture.Rect.Dy(), size.Width, size.Height)
	}
	if len(region) < 3 {
		return nil, fmt.Errorf("find ribbons: %d points of the floor around which to look, want at least 3", len(region))
	}
	s := &seen{picture: picture, ground: ground, taught: taught}
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
		if st, ok := v.seen.measure(unwound(lines[i]), false); ok && !st.faint(b, foot) {
			measured[i] = st
		}
	})
	measured = slices.DeleteFunc(measured, func(s *strand) bool { return s == nil })
	j := joiner{bare: b, strands: once(measured)}
	for _, st := range j.join() {
		st.profiles = v.seen.profiles(st.line, st.closed, 0)
		if st.whole() && !st.standing(b, foot) && !st.doubtful(b) {
			found = append(found, st)
		}
	}
	return found
}

// zone turns a strand into what the room file says of it.
func (s *seen) zone(st *strand) floor.Zone {
	width, line := st.widthM, st.line
	if thick, is := st.round(s.ground.CameraAt()); is && thick < mostCordM {
		width = min(thick, thickestM)
		line = st.laid(width, s.ground.CameraAt())
	}
	z := floor.Zone{Color: st.colour, Kind: floor.Ribbon, Closed: st.closed, WidthM: math.Round(width*1000) / 1000}
	if z.WidthM < cordM {
		z.Kind = floor.Cord
	}
	for _, p := range resample(smooth(line, st.closed, 6), st.closed, 0.05) {
		z.Outline = append(z.Outline, floor.Point{X: math.Round(p.X*1000) / 1000, Y: math.Round(p.Y*1000) / 1000})
	}
	return z
}

// A cord is thinner than cordM, in metres. What is round is one though it seems
// thicker, up to mostCordM: blur, compression and its own shade widen a line, and
// nothing makes it thinner.
const (
	cordM     = 0.015
	thickestM = 0.014
	mostCordM = 0.025
)

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
		l := cmp.Or(letters[zones[i].Color], "T") // a taught colour has no word
		count[l]++
		zones[i].Name = fmt.Sprint(l, count[l])
	}
	return zones
}

// once leaves out strands that are the double of a longer one.
func once(strands []*strand) (kept []*strand) {
	slices.SortStableFunc(strands, func(a, b *strand) int { return cmp.Compare(len(b.line), len(a.line)) })
	for _, s := range strands {
		if !slices.ContainsFunc(kept, func(k *strand) bool { return k.covers(s, max(0.03, k.widthM)) || k.haloes(s) }) {
			kept = append(kept, s)
		}
	}
	return kept
}

// covers reports whether most of another strand lies within reach of this one.
func (st *strand) covers(o *strand, reachM float64) bool {
	line := floor.Zone{Outline: st.line, Closed: st.closed}
	on, all := 0, 0
	for i := 0; i < len(o.line); i += 3 {
		all++
		if math.Abs(line.Distance(o.line[i])) < reachM {
			on++
		}
	}
	return 2*on > all
}

// haloes reports whether another strand is what compression spills beside a
// ribbon: faint, of its colour, and within a block of the picture.
func (st *strand) haloes(o *strand) bool {
	return o.colour == st.colour && o.seenContrast < spilt*st.seenContrast && st.covers(o, spillM)
}

const (
	spilt  = 0.35 // of a ribbon's contrast
	spillM = 0.4
)

// unwound cuts off the end of a line that comes back over its beginning: it has
// gone round once.
func unwound(line []floor.Point) []floor.Point {
	half := floor.Zone{Outline: line[:len(line)/2]}
	end := len(line)
	for end > len(line)/2+3 && math.Abs(half.Distance(line[end-1])) < 0.03 {
		end--
	}
	return line[:end]
}
