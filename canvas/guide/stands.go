package guide

import (
	"context"
	"math"

	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// compare tells whether the camera of a known room stands where it stood. A
// floor whose camera only turned goes along with it.
func (g *Guide) compare() {
	if len(g.room.Landmarks) == 0 || g.ground == nil {
		return
	}
	program, room, ground := g.program, g.room, g.ground
	g.work("guide_floor_comparing", func(ctx context.Context) (func(), error) {
		seen, mirrored, err := program.Stands(ctx, room, ground)
		return func() { g.stands(seen, mirrored) }, err
	})
}

// stands says what the room's landmarks told.
func (g *Guide) stands(seen calibrate.Sighted, mirrored bool) {
	ways, px := &g.pages.ways, int(math.Round(seen.ShiftPx))
	switch {
	case mirrored:
		ways.said, ways.off = g.say.Say("guide_floor_mirrored"), true
	case seen.View == calibrate.SameView:
		ways.said = g.say.Say("guide_floor_same")
	case seen.View == calibrate.UnknownView:
		ways.said = g.say.Say("guide_floor_unknown")
	default:
		if g.follow(seen) {
			ways.said = g.say.Say("guide_floor_turned", "Off", px)
		} else {
			ways.said, ways.off = g.say.Say("guide_floor_moved", "Off", px), true
		}
	}
}

// follow puts the floor to where a camera that turned shows it now.
func (g *Guide) follow(seen calibrate.Sighted) bool {
	room, ok := seen.Follow(g.room)
	if !ok {
		return false
	}
	room.Points = rounded(room.Points)
	for i := range room.Landmarks {
		at := &room.Landmarks[i].At
		at.U, at.V = to(at.U, 10), to(at.V, 10)
	}
	ground, err := floor.Solve(room.Size, room.Lens, room.Points)
	if err != nil {
		return false
	}
	g.room, g.first, g.changed = room, ground, true
	g.setGround(ground)
	return true
}
