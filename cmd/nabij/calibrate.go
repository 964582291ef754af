package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/floor"
)

// calibrations are what calibrate can do without a window, each with its
// arguments.
func calibrations() []command {
	return []command{
		{"camera", "[--source CAMERA]", "command_calibrate_camera", calibrateCamera},
		{"sheets", "--room FILE --source CAMERA|CLIP|PICTURE [--between A,B --length METRES]", "command_calibrate_sheets", calibrateSheets},
		{"points", "--room FILE --source CAMERA|CLIP|PICTURE [--as-they-are] [U,V=X,Y ...]", "command_calibrate_points", calibratePoints},
		{"rectangle", "--room FILE --source CAMERA|CLIP|PICTURE --size METRES[xMETRES] [--ribbon] U,V U,V U,V U,V", "command_calibrate_rectangle", calibrateRectangle},
		{"lens", "--room FILE --source CAMERA|CLIP|PICTURE ... [--edges | --board COLUMNSxROWS]", "command_calibrate_lens", calibrateLens},
		{"floor", "--room FILE [--project POINTS.csv]", "command_calibrate_floor", func(_ context.Context, c *call) error { return calibrateFloor(c) }},
		{"check", "--room FILE --source CAMERA|CLIP|PICTURE --measured METRES [--from X,Y] [--at U,V]", "command_calibrate_check", calibrateCheck},
		{"zones", "--room FILE --source CAMERA|CLIP|PICTURE [--out FILE] [--like U,V] [--corner NAME=U,V]", "command_calibrate_zones", calibrateZones},
		{"moved", "--room FILE --source CAMERA|CLIP|PICTURE [--follow]", "command_calibrate_moved", calibrateMoved},
	}
}

func calibrateRoom(ctx context.Context, c *call) error {
	if len(c.raw) > 0 {
		for _, what := range calibrations() {
			if what.name == c.raw[0] {
				c.raw, c.cmd = c.raw[1:], command{name: "calibrate " + what.name, args: what.args, about: what.about}
				return what.run(ctx, c)
			}
		}
	}
	return calibrateGuide(ctx, c)
}

// roomFlag is --room, which is the room used last where it is not named.
func (c *call) roomFlag(about words.ID) *string {
	return c.String("room", "", about)
}

// calibrateFloor solves the floor from the room file's points.
func calibrateFloor(c *call) error {
	roomFile := c.roomFlag("flag_room_solve")
	points := c.String("project", "", "flag_project")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	path, err := chosenRoom(*roomFile)
	if err != nil {
		return err
	}
	g, err := openRoom(path)
	if err != nil {
		return err
	}
	if *points == "" {
		describeFloor(c.out(), g)
		return nil
	}
	file, err := os.Open(*points)
	if err != nil {
		return err
	}
	defer file.Close()
	var table bytes.Buffer // nothing is written of a table that is wrong further down
	if err := project(&table, *points, file, g.floor); err != nil {
		return err
	}
	describeFloor(c.aside(), g)
	_, err = table.WriteTo(c.stdout)
	return err
}

// project reads a table of pixels and writes where on the floor they are, and
// how unsure the floor is about it. Pixels that show no floor get no metres.
func project(w io.Writer, name string, r io.Reader, solved *floor.Floor) error {
	in, out := csv.NewReader(r), csv.NewWriter(w)
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return fail("fail_project_empty", name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	u, v := slices.Index(head, "u_px"), slices.Index(head, "v_px")
	if u < 0 || v < 0 {
		return hinted{fail("fail_project_columns", name), advice("hint_first_line_names_columns")}
	}
	out.Write([]string{"u_px", "v_px", "x_m", "y_m", "var_xx_m2", "var_xy_m2", "var_yy_m2"})
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			out.Flush()
			return out.Error()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		line, _ := in.FieldPos(u)
		pixel, err := parsePixel(row[u], row[v])
		if err != nil {
			return hinted{fmt.Errorf("%s:%d: %w", name, line, err), advice("hint_project_numbers")}
		}
		out.Write(append([]string{row[u], row[v]}, floorCells(solved, pixel)...))
	}
}

func parsePixel(u, v string) (vision.Pixel, error) {
	x, errU := strconv.ParseFloat(u, 64)
	y, errV := strconv.ParseFloat(v, 64)
	if errU != nil || errV != nil || !(floor.Point{X: x, Y: y}).Finite() {
		return vision.Pixel{}, fail("fail_no_place_picture", u, v)
	}
	return vision.Pixel{U: x, V: y}, nil
}

func floorCells(solved *floor.Floor, pixel vision.Pixel) []string {
	place, err := solved.ToFloor(pixel, vision.PixelCov{}, 0)
	if err != nil {
		return make([]string, 5)
	}
	values := []float64{place.At.X, place.At.Y, place.Cov.XX, place.Cov.XY, place.Cov.YY}
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return cells
}
