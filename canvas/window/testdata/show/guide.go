package main

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"

	"nabij/canvas/guide"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// leading returns a guide to a room that one camera sees.
func leading() *guide.Guide {
	return guide.New(studio{}, guide.Options{Lang: words.Lang(*lang), Dark: *dark, Scale: *scale})
}

// studio is what a guide needs to get as far as the ways to find a floor.
type studio struct{}

var errElsewhere = errors.New("this is tried elsewhere")

func (studio) Cameras() ([]guide.Camera, error) {
	return []guide.Camera{{Name: "Webcam C920", Source: "0"}}, nil
}

func (studio) Watch(ctx context.Context, _ string, _ vision.Size, opened func(guide.Opened), show func(guide.Frame)) error {
	opened(guide.Opened{Name: "Webcam C920", Size: vision.Size{Width: 640, Height: 360}, RateHz: 30, Locks: []guide.Lock{{What: "exposure", Held: true}, {What: "focus"}}})
	show(guide.Frame{Image: sketch()})
	<-ctx.Done()
	return nil
}

// sketch is a picture of a wall, a floor and three sheets.
func sketch() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 640, 360))
	fill := func(x, y, width, height int, grey uint8) {
		draw.Draw(img, image.Rect(x, y, x+width, y+height), image.NewUniform(color.Gray{Y: grey}), image.Point{}, draw.Src)
	}
	fill(0, 0, 640, 130, 210)
	fill(0, 130, 640, 230, 140)
	for _, at := range []image.Point{{X: 120, Y: 200}, {X: 330, Y: 160}, {X: 430, Y: 270}} {
		fill(at.X, at.Y, 60, 26, 244)
	}
	return img
}

func (studio) Empty(context.Context) (guide.Quiet, error) { return guide.Quiet{}, errElsewhere }
func (studio) Sheets(context.Context, *image.RGBA) ([]calibrate.Quad, error) {
	return nil, errElsewhere
}
func (studio) People(context.Context, *floor.Floor) ([]floor.Point, error) { return nil, errElsewhere }
func (studio) Snap(_ *image.RGBA, near vision.Pixel) (vision.Pixel, bool)  { return near, false }
func (studio) Edges(context.Context, *image.RGBA) ([][]vision.Pixel, error) {
	return nil, errElsewhere
}
func (studio) Board(*image.RGBA, int, int) ([]vision.Pixel, error) { return nil, errElsewhere }
func (studio) BoardLens(context.Context, calibrate.Boards) (floor.Lens, error) {
	return floor.Lens{}, errElsewhere
}
func (studio) Stands(context.Context, floor.Room, *floor.Floor) (calibrate.Sighted, bool, error) {
	return calibrate.Sighted{}, false, errElsewhere
}
func (studio) Save(floor.Room, bool) (string, error) { return "", errElsewhere }
