package main

import (
	"context"
	"fmt"
	"io"
	"math"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrateSheets finds sheets of A4 on the floor and writes its points into the
// room file, which need not exist.
func calibrateSheets(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("room file to write the floor into; a new one is made")
	source := c.String("source", "", "camera, clip or picture of the room with three to six sheets of A4 on its floor")
	between := c.String("between", "", "two sheets, by their numbers here, such as 1,3")
	length := c.Float64("length", 0, "the distance from the middle of one to the middle of the other by tape, in metres")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	var tapes []calibrate.Tape
	if (*between != "") != (*length != 0) {
		return wrongUse{"--between A,B and --length METRES go together"}
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
	found.describe(c.stdout, len(k.room.Zones) > 0)
	k.empty.describe(c.stdout)
	fmt.Fprintln(c.stdout)
	describeFloor(c.stdout, g)
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
		fmt.Errorf("%s: camera.size: %d x %d px, but %q is %d x %d", roomFile, want.Width, want.Height, source, size.Width, size.Height),
		"take the picture with the room's camera and size, or name a new room file",
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
		return fmt.Errorf("%s: its zones and checks have no place on the new floor: %w", roomFile, err)
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
func (f foundSheets) describe(w io.Writer, zones bool) {
	fmt.Fprintf(w, "%d sheets of A4 on the floor; each gives four points\n", len(f.chosen))
	taken := map[int]bool{}
	for k, i := range f.chosen {
		taken[i] = true
		s, at := f.laid.Sheets[k], middle(f.quads[i])
		fmt.Fprintf(w, "sheet %d at x %.2f m, y %.2f m, seen at %.0f, %.0f px, fits to %.2f px\n", k+1, s.Centre.X+0, s.Centre.Y+0, at.U, at.V, s.RMSPx)
	}
	for i, q := range f.quads {
		if !taken[i] {
			at := middle(q)
			fmt.Fprintf(w, "left out: something white at %.0f, %.0f px is no A4, or does not lie flat on the floor\n", at.U, at.V)
		}
	}
	if zones {
		fmt.Fprintln(w, "the zones stay where they were in the picture; if the camera or a ribbon has moved: nabij calibrate zones")
	}
}

func middle(q calibrate.Quad) vision.Pixel {
	return vision.Pixel{U: (q[0].U + q[1].U + q[2].U + q[3].U) / 4, V: (q[0].V + q[1].V + q[2].V + q[3].V) / 4}
}
