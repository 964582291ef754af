package ribbon

import (
	"math"

	"nabij/vision/floor"
)

// mostWallM is how far the corner of a room may be from the ends of the ribbon
// across it, in metres.
const mostWallM = 6

// Across makes a closed zone of an open ribbon or cord that lies across a corner
// of the room: from its end along one wall to the corner, and along the other
// wall back to its beginning. It is refused where the walls would meet at no
// corner or run through the ribbon.
func Across(z floor.Zone, corner floor.Point) (floor.Zone, error) {
	if z.Closed || len(z.Outline) < 2 {
		return z, floor.Refuse(floor.NoRibbon, nil, "choose a ribbon that lies open, from wall to wall", "%s goes round by itself", z.Name)
	}
	first, last := z.Outline[0], z.Outline[len(z.Outline)-1]
	toFirst, toLast := first.Sub(corner), last.Sub(corner)
	turn := angle(toFirst, toLast)
	switch {
	case !corner.Finite() || max(toFirst.Norm(), toLast.Norm()) > mostWallM || min(toFirst.Norm(), toLast.Norm()) < 0.2:
		return z, floor.Refuse(floor.NoRibbon, nil, "point out the corner of the room that the ribbon lies across", "that corner is not beside both ends of %s", z.Name)
	case turn < math.Pi/6 || turn > 0.95*math.Pi:
		return z, floor.Refuse(floor.NoRibbon, nil, "point out the corner of the room that the ribbon lies across", "the walls would meet %s at no corner", z.Name)
	}
	walls := []floor.Zone{{Outline: []floor.Point{last, corner}}, {Outline: []floor.Point{first, corner}}}
	for i, p := range z.Outline {
		// Near its own end the ribbon may touch the wall.
		for k, end := range []floor.Point{last, first} {
			if p.Distance(end) > 0.3 && math.Abs(walls[k].Distance(p)) < 0.02 && i > 0 {
				return z, floor.Refuse(floor.NoRibbon, nil, "point out the other side's corner", "the wall would run along %s", z.Name)
			}
		}
	}
	closed := z
	closed.Closed = true
	closed.Outline = append(append([]floor.Point(nil), z.Outline...), corner)
	return closed, nil
}
