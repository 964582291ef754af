package main

import (
	"image"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"nabij/vision"
	"nabij/vision/floor"
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

// turnOver draws a picture as a mirror shows it: turnover IN.png OUT.png.
func turnOver(ts *testscript.TestScript, _ bool, args []string) {
	img, err := png.Decode(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	size := img.Bounds().Size()
	over := image.NewRGBA(image.Rect(0, 0, size.X, size.Y))
	for y := range size.Y {
		for x := range size.X {
			over.Set(size.X-1-x, y, img.At(x, y))
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
