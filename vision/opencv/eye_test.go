package opencv

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/pipeline"
)

var (
	_ pipeline.Source = (*Clip)(nil)
	_ pipeline.Source = (*Paced)(nil)
	_ pipeline.Eye    = (*Eye)(nil)
)

const demo = "../../cmd/nabij/demo/"

// truthBoxes reads where everybody is in a frame of the demo.
func truthBoxes(t *testing.T, frame int) map[string]vision.Box {
	t.Helper()
	file, err := os.Open(demo + "truth.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	boxes := map[string]vision.Box{}
	for _, row := range rows[1:] {
		if row[0] != strconv.Itoa(frame) {
			continue
		}
		var n [4]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(row[11+i], 64); err != nil {
				t.Fatal(err)
			}
		}
		boxes[row[2]] = vision.Box{Left: n[0], Top: n[1], Width: n[2], Height: n[3]}
	}
	return boxes
}

// demoFrame opens the demo and reads up to a frame, which the test owns.
func demoFrame(t *testing.T, number int) vision.Frame {
	t.Helper()
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	for {
		frame, err := clip.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if frame.Number == number {
			t.Cleanup(func() { frame.Picture.Close() })
			return frame
		}
		frame.Picture.Close()
	}
}

func demoEye(t *testing.T) *Eye {
	t.Helper()
	eye, err := NewEye(vision.Size{Width: 640, Height: 480}, EyeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { eye.Close() })
	return eye
}

// bestOverlap returns the body that shares most with a box.
func bestOverlap(bodies []vision.Body, box vision.Box) (best vision.Body) {
	for _, body := range bodies {
		if body.Box.IoU(box) > best.Box.IoU(box) {
			best = body
		}
	}
	return best
}

func TestEyeFindsThePeopleOfTheDemo(t *testing.T) {
	eye := demoEye(t)
	frame := demoFrame(t, 30)
	sight, err := eye.Look(context.Background(), frame, vision.Expect{})
	if err != nil {
		t.Fatal(err)
	}
	for person, box := range truthBoxes(t, 30) {
		body := bestOverlap(sight.Bodies, box)
		if overlap := body.Box.IoU(box); overlap < 0.5 {
			t.Errorf("person %s at %v: best box %v, IoU %.2f", person, box, body.Box, overlap)
		}
		if body.Colours == nil {
			t.Errorf("person %s: no colours", person)
		}
		hips := along(body.Joints[vision.LeftHip].At, body.Joints[vision.RightHip].At, 0.5)
		if !box.Contains(hips) {
			t.Errorf("person %s: hips at %v outside %v", person, hips, box)
		}
	}
	for _, stage := range []string{StagePrepare, StageNetwork, StageDecode} {
		if sight.Spent[stage] <= 0 {
			t.Errorf("stage %q has no time", stage)
		}
	}
}

func TestLookAtRegionAgreesWithTheWholePicture(t *testing.T) {
	eye := demoEye(t)
	frame := demoFrame(t, 30)
	for person, box := range truthBoxes(t, 30) {
		region := vision.Box{
			Left: box.Left - box.Height/2, Top: box.Top - box.Height/2,
			Width: box.Width + box.Height, Height: 2 * box.Height,
		}
		bodies, err := eye.LookAt(context.Background(), frame, region)
		if err != nil {
			t.Fatal(err)
		}
		if overlap := bestOverlap(bodies, box).Box.IoU(box); overlap < 0.5 {
			t.Errorf("person %s: IoU %.2f", person, overlap)
		}
	}
	bodies, err := eye.LookAt(context.Background(), frame, vision.Box{Left: 9000, Top: 9000, Width: 10, Height: 10})
	if err != nil || len(bodies) != 0 {
		t.Errorf("outside the picture: %v, %v", bodies, err)
	}
}

func TestEyeRefusesWhatItCannotSee(t *testing.T) {
	if _, err := NewEye(vision.Size{}, EyeOptions{}); err == nil {
		t.Error("took pictures without a px")
	}
	if _, err := NewEye(vision.Size{Width: 640, Height: 480}, EyeOptions{Threshold: 2}); err == nil {
		t.Error("took a threshold of 2")
	}
	eye := demoEye(t)
	small, err := NewPicture(vision.Size{Width: 2, Height: 2}, make([]byte, 12))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eye.Look(context.Background(), vision.Frame{Number: 1, Picture: small}, vision.Expect{}); err == nil {
		t.Error("took a picture of another size")
	}
	small.Close()
	if _, err := eye.Look(context.Background(), vision.Frame{Number: 1, Picture: small}, vision.Expect{}); !errors.Is(err, errNoPixels) {
		t.Errorf("a closed picture gave %v", err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := eye.Look(cancelled, vision.Frame{}, vision.Expect{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled look gave %v", err)
	}
}

// BenchmarkLook tells the milliseconds of each stage on the demo.
func BenchmarkLook(b *testing.B) {
	eye, err := NewEye(vision.Size{Width: 640, Height: 480}, EyeOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer eye.Close()
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		b.Fatal(err)
	}
	defer clip.Close()
	total := map[string]time.Duration{}
	frames := 0.0
	b.ReportAllocs()
	for b.Loop() {
		frame, err := clip.Next(context.Background())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		sight, err := eye.Look(context.Background(), frame, vision.Expect{})
		frame.Picture.Close()
		if err != nil {
			b.Fatal(err)
		}
		frames++
		for stage, took := range sight.Spent {
			total[stage] += took
		}
	}
	for stage, took := range total {
		b.ReportMetric(took.Seconds()*1e3/frames, stage+"-ms")
	}
}

// BenchmarkGlance tells what a frame costs in which nothing has changed.
func BenchmarkGlance(b *testing.B) {
	eye, err := NewEye(vision.Size{Width: 640, Height: 480}, EyeOptions{Sparing: true})
	if err != nil {
		b.Fatal(err)
	}
	defer eye.Close()
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		b.Fatal(err)
	}
	defer clip.Close()
	frame, err := clip.Next(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	defer frame.Close()
	if _, err := eye.Look(context.Background(), frame, vision.Expect{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if sight, err := eye.Look(context.Background(), frame, vision.Expect{}); err != nil || !sight.Glance {
			b.Fatal(err, sight.Glance)
		}
	}
}
