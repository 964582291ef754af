package pipeline

import (
	"context"
	"io"
	"slices"
	"testing"
	"time"

	"nabij/vision"
)

// eased is a source that notes what it is told, and an eye to which three
// frames in a second would do after the third and the fourth, and not after the fifth.
type eased struct {
	frame int
	told  []time.Duration
}

func (e *eased) Next(context.Context) (vision.Frame, error) {
	if e.frame++; e.frame > 5 {
		return vision.Frame{}, io.EOF
	}
	f := vision.Frame{Number: e.frame, At: time.Duration(e.frame) * time.Second, Picture: &brittle{}}
	if e.frame == 4 { // nothing can be seen: that is not calm
		f.Picture, f.Trouble = nil, vision.CameraGone
	}
	return f, nil
}

func (e *eased) Look(_ context.Context, f vision.Frame, _ vision.Expect) (vision.Sight, error) {
	s := vision.Sight{Frame: f.Number, At: f.At, Size: e.Size()}
	if f.Number >= 3 && f.Number < 5 {
		s.Gap = time.Second / 3
	}
	return s, nil
}

func (e *eased) Ease(gap time.Duration) { e.told = append(e.told, gap) }
func (e *eased) Size() vision.Size      { return vision.Size{Width: 4, Height: 3} }
func (e *eased) Rate() float64          { return 0 }
func (e *eased) Close() error           { return nil }

func TestTheSourceIsToldWhenNobodyMoves(t *testing.T) {
	e := &eased{}
	if err := Follow(t.Context(), e, e, Options{Ground: standIn(t)}, func(Moment) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{0, 0, time.Second / 3, 0, 0}; !slices.Equal(e.told, want) {
		t.Errorf("told %v, want %v", e.told, want)
	}
}
