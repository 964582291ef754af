package main

import (
	"context"
	"errors"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrating is a room while its floor is found from a picture of it.
type calibrating struct {
	path   string
	source string
	room   floor.Room
	empty  emptyRoom
}

// beginCalibrating reads the room file, which need not exist, and sees the room.
func beginCalibrating(ctx context.Context, roomFile, source string) (k calibrating, err error) {
	k = calibrating{source: source}
	if k.path, err = chosenRoom(roomFile); err != nil {
		return k, err
	}
	k.room, err = config.LoadRoom(k.path)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err != nil && !fresh {
		return k, err
	}
	if k.source, err = sourceOr(source, k.room); err != nil {
		return k, err
	}
	k.empty, err = seeEmptyRoom(ctx, k.source, func(size vision.Size) error {
		if fresh {
			k.room.Size = size
		}
		return sameSize(k.path, k.room.Size, size, k.source)
	})
	if fresh && !isClip(k.source) {
		k.room.Device = k.source
	}
	return k, err
}

// save solves the floor as the file will hold it, takes the room's landmarks but
// for what lies in the boxes to avoid, and writes the file.
func (k *calibrating) save(avoid []vision.Box) (ground, error) {
	g, err := solveRoom(k.path, k.room)
	if err != nil {
		return g, err
	}
	marks, err := opencv.Landmarks(k.empty.picture, append(avoid, whereZonesAre(g)...))
	if err != nil {
		return g, err
	}
	g.room.Landmarks = roundedMarks(marks)
	if err := config.SaveRoom(k.path, g.room); err != nil {
		return g, err
	}
	remember(k.path)
	return g, nil
}

// whereZonesAre are boxes around the ribbons in the picture, which do not stay.
func whereZonesAre(g ground) (boxes []vision.Box) {
	around := 0.02 * float64(g.room.Size.Width)
	for _, z := range g.room.Zones {
		for _, p := range z.Outline {
			if px, ok := g.floor.ToPicture(p, 0); ok {
				boxes = append(boxes, vision.Box{Left: px.U - around, Top: px.V - around, Width: 2 * around, Height: 2 * around})
			}
		}
	}
	return boxes
}

// boxesOf are boxes around quads.
func boxesOf(quads []calibrate.Quad) (boxes []vision.Box) {
	const rim = 20.0
	for _, q := range quads {
		b := vision.Box{Left: math.Inf(1), Top: math.Inf(1)}
		var right, bottom float64
		for _, p := range q {
			b.Left, b.Top = min(b.Left, p.U-rim), min(b.Top, p.V-rim)
			right, bottom = max(right, p.U+rim), max(bottom, p.V+rim)
		}
		b.Width, b.Height = right-b.Left, bottom-b.Top
		boxes = append(boxes, b)
	}
	return boxes
}

// roundedMarks writes landmarks to a tenth of a px.
func roundedMarks(marks []floor.Landmark) []floor.Landmark {
	for i := range marks {
		at := &marks[i].At
		at.U, at.V = math.Round(at.U*10)/10, math.Round(at.V*10)/10
	}
	return marks
}

// numberPair reads two numbers with a comma between them.
func numberPair(text string) (a, b float64, err error) {
	before, after, ok := strings.Cut(text, ",")
	a, errA := strconv.ParseFloat(strings.TrimSpace(before), 64)
	b, errB := strconv.ParseFloat(strings.TrimSpace(after), 64)
	if !ok || errA != nil || errB != nil || math.IsNaN(a+b) || math.IsInf(a+b, 0) {
		return 0, 0, misused("use_two_numbers", text)
	}
	return a, b, nil
}

func pixelOf(text string) (vision.Pixel, error) {
	u, v, err := numberPair(text)
	return vision.Pixel{U: u, V: v}, err
}

func pixelsOf(texts []string) (pixels []vision.Pixel, err error) {
	for _, text := range texts {
		p, err := pixelOf(text)
		if err != nil {
			return nil, err
		}
		pixels = append(pixels, p)
	}
	return pixels, nil
}
