package opencv

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/pipeline"
)

var _ pipeline.Source = (*Reel)(nil)

// reelOf returns a reel of n grey pictures, each 20 levels lighter than the one
// before.
func reelOf(t *testing.T, n int, rate float64, length time.Duration) *Reel {
	t.Helper()
	size := vision.Size{Width: 32, Height: 24}
	reel := NewReel(size, rate, length)
	for i := range n {
		pixels := make([]byte, 3*size.Width*size.Height)
		for j := range pixels {
			pixels[j] = uint8(20 * i)
		}
		picture, err := NewPicture(size, pixels)
		if err != nil {
			t.Fatal(err)
		}
		if err := reel.Add(picture); err != nil {
			t.Fatal(err)
		}
		picture.Close()
	}
	return reel
}

func TestReelPlaysBackAndForth(t *testing.T) {
	reel := reelOf(t, 3, 200, 35*time.Millisecond)
	defer reel.Close()
	var frames int
	for {
		frame, err := reel.Next(context.Background())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		frames++
		grey := frame.Picture.(*Picture).Grey(1, 1, nil)[0]
		if want := []int{0, 20, 40, 20}[(frame.Number-1)%4]; int(grey) < want-3 || int(grey) > want+3 {
			t.Errorf("frame %d: grey %d, want %d", frame.Number, grey, want)
		}
		frame.Picture.Close()
	}
	// Whoever comes too late for the last ones finds the end.
	if frames == 0 || frames+reel.Dropped() > 7 {
		t.Errorf("%d frames and %d dropped in 35 ms at 200 Hz, want 7 at most", frames, reel.Dropped())
	}
}

func TestReelGivesTheNewest(t *testing.T) {
	reel := reelOf(t, 2, 100, time.Minute)
	defer reel.Close()
	for i := range 2 {
		frame, err := reel.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && time.Since(frame.Clock) > 60*time.Millisecond {
			t.Errorf("frame %d is %v old", frame.Number, time.Since(frame.Clock))
		}
		frame.Picture.Close()
		time.Sleep(100 * time.Millisecond)
	}
	if reel.Dropped() < 8 {
		t.Errorf("%d dropped after 100 ms at 100 Hz", reel.Dropped())
	}
}

func TestReelRefuses(t *testing.T) {
	reel := reelOf(t, 1, 10, time.Second)
	picture, err := NewPicture(vision.Size{Width: 2, Height: 2}, make([]byte, 12))
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	if err := reel.Add(picture); err == nil {
		t.Error("took a picture of another size")
	}
	ctx, cancel := context.WithCancel(context.Background())
	frame, err := reel.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	frame.Picture.Close()
	cancel()
	if _, err := reel.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestReelSparesPictures: at 60 Hz, five of six pass while nobody moves.
func TestReelSparesPictures(t *testing.T) {
	reel := reelOf(t, 2, 60, time.Minute)
	defer reel.Close()
	last := 0
	for i := range 6 {
		if i == 2 {
			reel.Ease(time.Second / 10)
		}
		frame, err := reel.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if i >= 2 && frame.Number < last+6 {
			t.Errorf("frame %d after %d", frame.Number, last)
		}
		if age := time.Since(frame.Clock); age < 0 {
			t.Errorf("frame %d comes %v early", frame.Number, -age)
		}
		last = frame.Number
		frame.Picture.Close()
	}
	if last < 26 || last-reel.Dropped() < 26 {
		t.Errorf("the last of 6 is frame %d, %d dropped: those that are spared are not", last, reel.Dropped())
	}
}
