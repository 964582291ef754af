package pipeline

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// brittle is a source, an eye and a picture that panic where told.
type brittle struct {
	at     string
	closed int
	left   int
}

func (b *brittle) fail(stage string) {
	if b.at == stage {
		panic("nil map in " + stage)
	}
}

func (b *brittle) Next(context.Context) (vision.Frame, error) {
	b.fail("camera")
	if b.left--; b.left < 0 {
		return vision.Frame{}, io.EOF
	}
	return vision.Frame{Number: 1, Picture: b}, nil
}

func (b *brittle) Look(context.Context, vision.Frame, vision.Expect) (vision.Sight, error) {
	b.fail("eye")
	return vision.Sight{Size: vision.Size{Width: 4, Height: 3}, Bodies: []vision.Body{{Score: 1}}}, nil
}

func (b *brittle) Size() vision.Size { return vision.Size{Width: 4, Height: 3} }
func (b *brittle) Rate() float64     { return 0 }

func (b *brittle) Close() error {
	b.closed++
	return nil
}

func TestAPanicInAnyStageIsAnErrorInOneLine(t *testing.T) {
	for _, stage := range []string{"camera", "eye", "tell"} {
		b := &brittle{at: stage, left: 1}
		err := Follow(t.Context(), b, b, Options{Ground: standIn(t)}, func(Moment) error {
			b.fail("tell")
			return nil
		})
		var broken *Broken
		if !errors.As(err, &broken) || broken.Stage != stage || !strings.Contains(string(broken.Stack), "guard_test.go") {
			t.Errorf("%s: got %v", stage, err)
			continue
		}
		if !strings.HasPrefix(err.Error(), stage+": ") || strings.Contains(err.Error(), "\n") || broken.Hint() == "" {
			t.Errorf("%s: error %q", stage, err)
		}
		if stage != "camera" && b.closed != 1 {
			t.Errorf("%s: the picture was closed %d times", stage, b.closed)
		}
	}
}

func TestAPanicInTheTrackerIsAnErrorToo(t *testing.T) {
	b := &brittle{left: 1}
	err := Follow(t.Context(), b, b, Options{Ground: nil}, func(Moment) error { return nil })
	var broken *Broken
	if !errors.As(err, &broken) || broken.Stage != TrackStage || b.closed != 1 {
		t.Errorf("got %v, closed %d times", err, b.closed)
	}
}

func standIn(t *testing.T) *floor.Floor {
	t.Helper()
	f, err := StandIn(vision.Size{Width: 640, Height: 480})
	if err != nil {
		t.Fatal(err)
	}
	return f
}
