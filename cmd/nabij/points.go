package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/ribbon"
)

// calibratePoints takes floor points that were pointed out and measured, moves
// each to the corner next to it, and solves the floor.
func calibratePoints(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_points")
	source := c.String("source", "", "flag_source_room")
	exact := c.Bool("as-they-are", false, "flag_as_they_are")
	texts, err := c.parse(0, -1)
	if err != nil {
		return err
	}
	var given []floor.Correspondence
	for _, text := range texts {
		p, err := correspondence(text)
		if err != nil {
			return err
		}
		given = append(given, p)
	}
	k, err := beginCalibrating(ctx, *roomFile, *source)
	if err != nil {
		return err
	}
	if len(given) > 0 {
		k.room.Points = given
	}
	if !*exact {
		if err := k.snap(c); err != nil {
			return err
		}
	}
	g, err := k.save(nil)
	if err != nil {
		return err
	}
	k.empty.describe(c.out())
	describeFloor(c.out(), g)
	return nil
}

// correspondence reads U,V=X,Y.
func correspondence(text string) (p floor.Correspondence, err error) {
	seen, at, ok := strings.Cut(text, "=")
	if !ok {
		return p, misused("use_point", text)
	}
	if p.Picture, err = pixelOf(seen); err != nil {
		return p, err
	}
	p.Floor.X, p.Floor.Y, err = numberPair(at)
	return p, err
}

// snap moves the room's points to the corners next to them.
func (k *calibrating) snap(c *call) error {
	reach := opencv.SnapReachPx * float64(k.room.Size.Width) / 640
	for i := range k.room.Points {
		p := &k.room.Points[i]
		to, ok, err := opencv.SnapCorner(k.empty.picture, p.Picture, reach)
		if err != nil {
			return err
		}
		if !ok {
			c.tell("say_point_stays", i+1)
			continue
		}
		c.tell("say_point_moved", i+1, to.Distance(p.Picture))
		p.Picture = to
	}
	k.room.Points = rounded(k.room.Points)
	return nil
}

// calibrateRectangle solves the floor from a rectangle on it of which both
// sides, or one, were measured.
func calibrateRectangle(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_floor")
	source := c.String("source", "", "flag_source_room")
	size := c.String("size", "", "flag_size")
	ofRibbon := c.Bool("ribbon", false, "flag_ribbon")
	texts, err := c.parse(4, 4)
	if err != nil {
		return err
	}
	corners, err := pixelsOf(texts)
	if err != nil {
		return err
	}
	rectangle := calibrate.Rectangle{Corners: [4]vision.Pixel(corners)}
	if rectangle.FirstM, rectangle.SecondM, err = sides(*size); err != nil {
		return err
	}
	k, err := beginCalibrating(ctx, *roomFile, *source)
	if err != nil {
		return err
	}
	edges, err := k.sharpen(ctx, &rectangle, *ofRibbon)
	if err != nil {
		return fmt.Errorf("%q: %w", k.source, err)
	}
	found, err := calibrate.FromRectangle(k.room.Size, k.room.Lens, rectangle, edges)
	if err != nil {
		return fmt.Errorf("%q: %w", k.source, err)
	}
	k.room.Points = rounded(found.Points)
	if found.Lens != nil {
		k.room.Lens = roundedLens(*found.Lens)
	}
	g, err := k.save(nil)
	if err != nil {
		return err
	}
	c.tell("say_rectangle", found.FirstM, found.SecondM)
	if found.FoundSigmaM > 0 {
		c.tell("say_rectangle_found", 100*found.FoundSigmaM)
	}
	k.empty.describe(c.out())
	describeFloor(c.out(), g)
	return nil
}

// sides reads METRESxMETRES, or METRES for the first side alone.
func sides(text string) (firstM, secondM float64, err error) {
	first, second, both := strings.Cut(text, "x")
	firstM, err = strconv.ParseFloat(first, 64)
	if err == nil && both {
		secondM, err = strconv.ParseFloat(second, 64)
	}
	if err != nil {
		return 0, 0, misused("use_size", text)
	}
	return firstM, secondM, nil
}

// sharpen moves the corners of a rectangle to what is seen there, and returns
// edges that are straight in the room.
func (k *calibrating) sharpen(ctx context.Context, r *calibrate.Rectangle, ofRibbon bool) (edges [][]vision.Pixel, err error) {
	if ofRibbon {
		r.Corners, edges, err = ribbon.Frame(k.empty.picture, r.Corners)
		if err != nil {
			err = hinted{err, advice("hint_frame")}
		}
		return edges, err
	}
	reach := opencv.SnapReachPx * float64(k.room.Size.Width) / 640
	for i := range r.Corners {
		if r.Corners[i], _, err = opencv.SnapCorner(k.empty.picture, r.Corners[i], reach); err != nil {
			return nil, err
		}
	}
	if r.SecondM > 0 {
		return nil, nil
	}
	edges, err = opencv.StraightEdges(ctx, k.empty.picture)
	if err != nil {
		return nil, err
	}
	return calibrate.StraightTogether(k.room.Size, edges), nil
}
