package main

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// counted is a source of so many frames.
type counted struct{ left, given, closed int }

func (c *counted) Next(ctx context.Context) (vision.Frame, error) {
	if c.left == 0 {
		return vision.Frame{}, io.EOF
	}
	c.left--
	c.given++
	return vision.Frame{Number: c.given, At: time.Duration(c.given) * time.Millisecond}, ctx.Err()
}
func (c *counted) Size() vision.Size { return vision.Size{Width: 4, Height: 3} }
func (c *counted) Rate() float64     { return 1000 }
func (c *counted) Dropped() int      { return 2 }
func (c *counted) Close() error      { c.closed++; return nil }

func TestCurtainHidesAndGoesOn(t *testing.T) {
	source := &counted{left: 3}
	c, err := newCurtain(context.Background(), func(context.Context) (liveSource, error) { return source, nil })
	if err != nil {
		t.Fatal(err)
	}
	if f, err := c.Next(context.Background()); err != nil || f.Number != 1 {
		t.Fatalf("frame %d, %v", f.Number, err)
	}
	for range 2 { // closing twice is closing once
		if err := c.Pause(true); err != nil || !c.Paused() {
			t.Fatal(err, c.Paused())
		}
	}
	short, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	if _, err := c.Next(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a picture through a closed curtain: %v", err)
	}
	got := make(chan int)
	go func() {
		f, _ := c.Next(context.Background())
		got <- f.Number
	}()
	c.Pause(false)
	if n := <-got; n != 2 {
		t.Errorf("frame %d after the pause, want 2", n)
	}
	if c.Dropped() != 2 || c.Size().Width != 4 || c.Rate() != 1000 {
		t.Error("the source's figures are lost")
	}
	c.Next(context.Background())
	if _, err := c.Next(context.Background()); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
	if err := c.Close(); err != nil || source.closed != 1 {
		t.Errorf("closed %d times, %v", source.closed, err)
	}
}

func TestCurtainTakesAwayNothingWhenItCannotOpen(t *testing.T) {
	gone := errors.New("gone")
	if _, err := newCurtain(context.Background(), func(context.Context) (liveSource, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

func TestKeeperKeepsOnlyWhenAsked(t *testing.T) {
	refused := errors.New("no passphrase")
	k := &keeper{begin: func() (*session.Writer, error) { return nil, refused }}
	s := scene.Scene{Frame: 1}
	k.add(&s)
	if k.Keeping() || len(s.Notices) > 0 {
		t.Error("something is kept that nobody asked for")
	}
	if err := k.Keep(); !errors.Is(err, refused) || k.Keeping() {
		t.Errorf("got %v", err)
	}
	if _, err := k.Mark(scene.Moment{Voice: scene.Client}); err == nil {
		t.Error("a moment of a session that is not kept")
	}
	if err := k.close(); err != nil {
		t.Error(err)
	}
}

func TestKeeperSaysWhenTheRecordStops(t *testing.T) {
	dir := t.TempDir()
	keys, err := session.OpenKeys(dir+"/keys", "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	writer, err := session.Create(dir+"/r.nabij", keys, session.Header{})
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{begin: func() (*session.Writer, error) { return writer, nil }}
	if err := k.Keep(); err != nil || !k.Keeping() {
		t.Fatal(err)
	}
	m := scene.Moment{Voice: scene.Therapist, At: time.Second}
	var err2 error
	if m.ID, err2 = k.Mark(m); err2 != nil || m.ID == 0 {
		t.Error(m.ID, err2)
	}
	if err := k.Edit(m); err != nil {
		t.Error(err)
	}
	writer.Close() // as if the disk had failed
	s := scene.Scene{Frame: 1}
	k.add(&s)
	if k.Keeping() || len(s.Notices) != 1 || s.Notices[0].Kind != scene.RecordPaused {
		t.Errorf("keeping %v, notices %v", k.Keeping(), s.Notices)
	}
	if err := k.close(); !errors.Is(err, session.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
