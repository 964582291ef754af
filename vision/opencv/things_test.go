package opencv

import (
	"context"
	"image"
	"image/color"
	"io"
	"testing"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
)

// staged shows frames of the demo, each for a while, with something changed.
type staged struct {
	picture map[int]gocv.Mat
	shows   []int // the demo's frame, for each
	change  func(n int, picture *gocv.Mat)
	n       int
}

// stage keeps the demo's frames that are to be shown.
func stage(t *testing.T, shows []int, change func(n int, picture *gocv.Mat)) *staged {
	t.Helper()
	s := &staged{picture: map[int]gocv.Mat{}, shows: shows, change: change}
	last := 0
	for _, number := range shows {
		s.picture[number] = gocv.Mat{}
		last = max(last, number)
	}
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	for range last {
		frame, err := clip.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, wanted := s.picture[frame.Number]; wanted {
			mat, err := pixels(frame)
			if err != nil {
				t.Fatal(err)
			}
			kept := mat.Clone()
			s.picture[frame.Number] = kept
			t.Cleanup(func() { kept.Close() })
		}
		frame.Picture.Close()
	}
	return s
}

func (s *staged) Next(context.Context) (vision.Frame, error) {
	if s.n == len(s.shows) {
		return vision.Frame{}, io.EOF
	}
	mat := s.picture[s.shows[s.n]]
	changed := mat.Clone()
	s.n++
	s.change(s.n, &changed)
	return vision.Frame{Number: s.n, At: time.Duration(s.n) * 200 * time.Millisecond, Picture: &Picture{mat: changed}}, nil
}

func (s *staged) Size() vision.Size { return vision.Size{Width: 640, Height: 480} }
func (s *staged) Rate() float64     { return 5 }
func (s *staged) Close() error      { return nil }

// watch follows a stage live and returns who was told at each moment, and how much
// of a box then differed from the empty room.
func (s *staged) watch(t *testing.T, box vision.Box) (told [][]scene.Person, differs []float64) {
	t.Helper()
	ground, err := pipeline.StandIn(s.Size())
	if err != nil {
		t.Fatal(err)
	}
	err = pipeline.Follow(t.Context(), s, demoEye(t), pipeline.Options{Ground: ground}, func(m pipeline.Moment) error {
		told, differs = append(told, m.Scene.People), append(differs, foregroundIn(m.Sight.Foreground, box))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return told, differs
}

func foregroundIn(mask *vision.Mask, box vision.Box) (share float64) {
	if mask == nil {
		return 0
	}
	const n = 20
	for i := range n * n {
		at := vision.Pixel{U: box.Left + box.Width*(float64(i%n)+0.5)/n, V: box.Top + box.Height*(float64(i/n)+0.5)/n}
		if mask.At(at) >= 128 {
			share += 1.0 / (n * n)
		}
	}
	return share
}

// movePart copies a part of a picture elsewhere, and puts floor where it was.
func movePart(picture *gocv.Mat, from image.Rectangle, to, floor image.Point) {
	part := picture.Region(from)
	thing := part.Clone()
	defer thing.Close()
	there := picture.Region(from.Add(to.Sub(from.Min)))
	thing.CopyTo(&there)
	there.Close()
	bare := picture.Region(from.Add(floor.Sub(from.Min)))
	bare.CopyTo(&part)
	bare.Close()
	part.Close()
}

// repeat shows one frame so many times.
func repeat(number, times int) []int {
	shows := make([]int, times)
	for i := range shows {
		shows[i] = number
	}
	return shows
}

// TestThingsAreNobody moves the chair, moves the cushion and lays a ribbon in the
// empty room: they stand out from it, and nobody is told.
func TestThingsAreNobody(t *testing.T) {
	const moved = 10
	s := stage(t, repeat(5, moved+12), func(n int, picture *gocv.Mat) {
		if n <= moved {
			return
		}
		movePart(picture, image.Rect(158, 172, 234, 292), image.Pt(440, 200), image.Pt(250, 225))
		movePart(picture, image.Rect(476, 318, 548, 372), image.Pt(270, 330), image.Pt(400, 350))
		ribbon := gocv.NewPointsVectorFromPoints([][]image.Point{{{60, 420}, {150, 330}, {190, 380}, {120, 440}}})
		defer ribbon.Close()
		gocv.Polylines(picture, ribbon, true, color.RGBA{R: 200, G: 40, B: 50, A: 255}, 4)
	})
	told, differs := s.watch(t, vision.Box{Left: 450, Top: 210, Width: 50, Height: 60})
	for n, people := range told {
		if len(people) > 0 {
			t.Fatalf("frame %d: %d people among moved things", n+1, len(people))
		}
	}
	if before, after := differs[moved-1], differs[moved+3]; before > 0.05 || after < 0.3 {
		t.Errorf("the chair's new place differs by %.2f before, %.2f after", before, after)
	}
}

// TestUnderABlanket covers somebody who sits on the floor all over: she is still
// told, where she was, under her own name, and nobody else is.
func TestUnderABlanket(t *testing.T) {
	const covered = 20
	s := stage(t, append(repeat(5, 10), repeat(150, 25)...), func(n int, picture *gocv.Mat) {
		if n <= covered {
			return
		}
		blanket := gocv.NewPointsVectorFromPoints([][]image.Point{{{150, 430}, {158, 300}, {190, 258}, {232, 268}, {256, 350}, {252, 428}}})
		defer blanket.Close()
		gocv.FillPoly(picture, blanket, color.RGBA{R: 120, G: 130, B: 90, A: 255})
	})
	told, _ := s.watch(t, vision.Box{})
	before, after := told[covered-1], told[len(told)-1]
	if len(before) == 0 || len(after) != len(before) {
		t.Fatalf("%d people before, %d under the blanket", len(before), len(after))
	}
	for i := range before {
		if before[i].Name != after[i].Name || before[i].Box.IoU(after[i].Box) < 0.5 {
			t.Errorf("%s at %v before, %s at %v after", before[i].Name, before[i].Box, after[i].Name, after[i].Box)
		}
	}
}

// TestThereFromTheStartAndALampIsSwitched begins with two people in the picture,
// and switches a warm lamp on: two names, at all times.
func TestThereFromTheStartAndALampIsSwitched(t *testing.T) {
	const lamp = 12
	s := stage(t, append(repeat(140, 6), repeat(150, 19)...), func(n int, picture *gocv.Mat) {
		if n > lamp {
			picture.MultiplyFloat(1.3)
			picture.AddUChar(8)
		}
	})
	told, _ := s.watch(t, vision.Box{})
	names := map[string]bool{}
	for _, people := range told {
		for _, p := range people {
			names[p.Name] = true
		}
	}
	if before, after := len(told[lamp-1]), len(told[len(told)-1]); before != 2 || after != 2 || len(names) != 2 {
		t.Errorf("%d people before the lamp, %d after, %d names", before, after, len(names))
	}
}
