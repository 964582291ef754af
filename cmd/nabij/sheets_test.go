package main

import (
	"context"
	"image"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/synth"
)

// drawSheets draws a room of 640×360 px with sheets of A4 on its floor, and may
// lay a square of white paper too: sheets OUT.png SEED COUNT [square].
func drawSheets(ts *testscript.TestScript, _ bool, args []string) {
	seed, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	count, err := strconv.Atoi(args[2])
	ts.Check(err)
	r := rand.New(rand.NewPCG(seed, 1))
	room := synth.RandomPapers(r, count)
	for room.Size != (vision.Size{Width: 640, Height: 360}) || len(room.Papers) != count {
		room = synth.RandomPapers(r, count)
	}
	for len(args) > 3 && len(room.Papers) == count {
		room.LayPaper(floor.Point{X: room.WidthM * r.Float64(), Y: 0.5 + 3.5*r.Float64()}, 0.3, 0.3, 0.3)
	}
	photo, err := room.Photo()
	ts.Check(err)
	writePNG(ts, args[0], photo)
}

// drawBlack draws a picture that shows nothing: black OUT.png.
func drawBlack(ts *testscript.TestScript, _ bool, args []string) {
	black := image.NewRGBA(image.Rect(0, 0, 640, 360))
	draw.Draw(black, black.Rect, image.Black, image.Point{}, draw.Src)
	writePNG(ts, args[0], black)
}

// turnOver draws the first picture of a clip as a mirror shows it: turnover
// CLIP OUT.png.
func turnOver(ts *testscript.TestScript, _ bool, args []string) {
	clip, err := opencv.OpenClip(ts.MkAbs(args[0]))
	ts.Check(err)
	defer clip.Close()
	frame, err := clip.Next(context.Background())
	ts.Check(err)
	defer frame.Close()
	size := clip.Size()
	img := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	ts.Check(frame.Picture.(*opencv.Picture).CopyTo(img))
	over := image.NewRGBA(img.Rect)
	for y := range size.Height {
		for x := range size.Width {
			over.SetRGBA(size.Width-1-x, y, img.RGBAAt(x, y))
		}
	}
	writePNG(ts, args[1], over)
}

func writePNG(ts *testscript.TestScript, name string, img image.Image) {
	file, err := os.Create(ts.MkAbs(name))
	ts.Check(err)
	defer file.Close()
	ts.Check(png.Encode(file, img))
}
