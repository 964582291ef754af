package main

import (
	"context"
	"fmt"
	"math"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrateSheets finds sheets of A4 on the floor and writes its points into the
// room file, which need not exist.
func calibrateSheets(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_floor")
	source := c.String("source", "", "flag_source_sheets")
	between := c.String("between", "", "flag_between")
	length := c.Float64("length", 0, "flag_length")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	var tapes []calibrate.Tape
	if (*between != "") != (*length != 0) {
		return misused("use_between")
	}
	if *between != "" {
		a, b, err := numberPair(*between)
		if err != nil {
			return err
		}
		tapes = []calibrate.Tape{{A: int(a) - 1, B: int(b) - 1, LengthM: *length}}
	}
	k, err := beginCalibrating(ctx, *roomFile, *source)
	if err != nil {
		return err
	}
	found, err := findSheets(ctx, k.source, k.empty, k.room, tapes)
	if err != nil {
		return err
	}
	if err := keepFrame(k.path, k.room, found.laid); err != nil {
		return err
	}
	k.room.Points = rounded(found.laid.Points)
	g, err := k.save(boxesOf(found.quads))
	if err != nil {
		return err
	}
	found.describe(c.out(), len(k.room.Zones) > 0)
	k.empty.describe(c.out())
	fmt.Fprintln(c.stdout)
	describeFloor(c.out(), g)
	return nil
}

// foundSheets are the sheets that were chosen among white things.
type foundSheets struct {
	laid   *calibrate.Laid
	quads  []calibrate.Quad
	chosen []int // numbers of quads, in the order of laid's sheets
}

func findSheets(ctx context.Context, source string, empty emptyRoom, room floor.Room, tapes []calibrate.Tape) (f foundSheets, err error) {
	if f.quads, err = opencv.FindWhiteQuads(ctx, empty.picture); err != nil {
		return f, err
	}
	if f.laid, f.chosen, err = calibrate.ChooseSheets(room.Size, room.Lens, f.quads, tapes...); err != nil {
		err = fmt.Errorf("%q: %w", source, err)
	}
	return f, err
}

func sameSize(roomFile string, want, size vision.Size, source string) error {
	if want == size {
		return nil
	}
	return hinted{
		fail("fail_picture_size", roomFile, want.Width, want.Height, source, size.Width, size.Height),
		advice("hint_picture_size"),
	}
}

// keepFrame keeps the frame of a room that has something in it.
func keepFrame(roomFile string, room floor.Room, laid *calibrate.Laid) error {
	if len(room.Zones) == 0 && len(room.Checks) == 0 {
		return nil
	}
	before, err := solveRoom(roomFile, room)
	if err == nil {
		err = laid.KeepFrame(before.floor)
	}
	if err != nil {
		return fail("fail_zones_lost", roomFile, err)
	}
	return nil
}

// rounded writes points as finely as they mean something: a thousandth of a px
// and a hundredth of a millimetre.
func rounded(points []floor.Correspondence) []floor.Correspondence {
	out := make([]floor.Correspondence, len(points))
	for i, p := range points {
		out[i].Picture = vision.Pixel{U: math.Round(p.Picture.U*1e3) / 1e3, V: math.Round(p.Picture.V*1e3) / 1e3}
		out[i].Floor = roundedPoint(p.Floor)
	}
	return out
}

func roundedPoint(p floor.Point) floor.Point { return floor.Point{X: roundedM(p.X), Y: roundedM(p.Y)} }

func roundedM(m float64) float64 { return math.Round(m*1e5) / 1e5 }

// describe says which sheets were found, and what was left out.
func (f foundSheets) describe(w teller, zones bool) {
	w.tell("say_sheets", len(f.chosen))
	taken := map[int]bool{}
	for k, i := range f.chosen {
		taken[i] = true
		s, at := f.laid.Sheets[k], middle(f.quads[i])
		w.tell("say_sheet", k+1, s.Centre.X+0, s.Centre.Y+0, at.U, at.V, s.RMSPx)
	}
	for i, q := range f.quads {
		if !taken[i] {
			at := middle(q)
			w.tell("say_no_sheet", at.U, at.V)
		}
	}
	if zones {
		w.tell("say_zones_stay")
	}
}

func middle(q calibrate.Quad) vision.Pixel {
	return vision.Pixel{U: (q[0].U + q[1].U + q[2].U + q[3].U) / 4, V: (q[0].V + q[1].V + q[2].V + q[3].V) / 4}
}
