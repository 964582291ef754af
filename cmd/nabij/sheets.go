package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrateSheets finds sheets of A4 on the floor and writes its points into the
// room file, which need not exist.
func calibrateSheets(ctx context.Context, c *call) error {
	roomFile := c.String("room", "", "room file to write the floor into; a new one is made")
	source := c.String("source", "", "clip or picture of the room with three to six sheets of A4 on its floor")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *roomFile == "" || *source == "" {
		return wrongUse{"calibrate sheets needs --room FILE and --source CLIP or PICTURE"}
	}
	room, err := config.LoadRoom(*roomFile)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err != nil && !fresh {
		return err
	}
	empty, err := seeEmptyRoom(ctx, *source, func(size vision.Size) error {
		if fresh {
			room.Size = size
		}
		return sameSize(*roomFile, room.Size, size, *source)
	})
	if err != nil {
		return err
	}
	found, err := findSheets(ctx, *source, empty, room)
	if err != nil {
		return err
	}
	if err := keepFrame(*roomFile, room, found.laid); err != nil {
		return err
	}
	room.Points = rounded(found.laid.Points)
	g, err := solveRoom(*roomFile, room)
	if err != nil {
		return err
	}
	if err := config.SaveRoom(*roomFile, room); err != nil {
		return err
	}
	found.describe(c.stdout, len(room.Zones) > 0)
	empty.describe(c.stdout)
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

func findSheets(ctx context.Context, source string, empty emptyRoom, room floor.Room) (f foundSheets, err error) {
	if f.quads, err = opencv.FindWhiteQuads(ctx, empty.picture); err != nil {
		return f, err
	}
	if f.laid, f.chosen, err = calibrate.ChooseSheets(room.Size, room.Lens, f.quads); err != nil {
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
	to := func(v, unit float64) float64 { return math.Round(v*unit) / unit }
	out := make([]floor.Correspondence, len(points))
	for i, p := range points {
		out[i].Picture = vision.Pixel{U: to(p.Picture.U, 1e3), V: to(p.Picture.V, 1e3)}
		out[i].Floor = floor.Point{X: to(p.Floor.X, 1e5), Y: to(p.Floor.Y, 1e5)}
	}
	return out
}

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
