package ribbon

import (
	"image"
	"slices"

	"nabij/vision/floor"
)

// A line that ends within borderM of where ribbons are looked for, and of which a
// ribbon is seen onM farther on, goes on beyond.
const (
	borderM = 0.15
	onM     = 0.15
)

// Beyond names the open zones that go on where no ribbon is looked for, because
// the floor was not measured there.
func Beyond(picture *image.RGBA, ground *floor.Floor, zones []floor.Zone) (names []string) {
	var region []floor.Point
	for _, c := range ground.Points() {
		region = append(region, c.Floor)
	}
	low, high := bounds(region)
	const edge = reachM - borderM
	for _, z := range zones {
		for _, line := range [][]floor.Point{z.Outline, reversed(z.Outline)} {
			end := line[len(line)-1]
			out := end.X < low.X-edge || end.Y < low.Y-edge || end.X > high.X+edge || end.Y > high.Y+edge
			if !z.Closed && out && isSeenOn(picture, ground, line) && !slices.Contains(names, z.Name) {
				names = append(names, z.Name)
			}
		}
	}
	return names
}

// isSeenOn reports whether a ribbon is seen beyond a line's end.
func isSeenOn(picture *image.RGBA, ground *floor.Floor, line []floor.Point) bool {
	end, before := line[len(line)-1], line[max(0, len(line)-4)]
	way := end.Sub(before)
	if way.Norm() == 0 {
		return false
	}
	px, ok := ground.ToPicture(end.Add(way.Scale(onM/way.Norm())), 0)
	if !ok {
		return false
	}
	_, err := Teach(picture, ground, px)
	return err == nil
}
