package main

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"nabij/vision"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// blank is a picture with nothing in it.
type blank struct{}

func (blank) Size() vision.Size { return vision.Size{Width: 4, Height: 3} }
func (blank) Close() error      { return nil }

// lit gives the frames of another source a picture.
type lit struct{ *counted }

func (l lit) Next(ctx context.Context) (vision.Frame, error) {
	f, err := l.counted.Next(ctx)
	f.Picture = blank{}
	return f, err
}

// brittle is an eye that breaks at a frame.
type brittle struct{ at int }

func (b brittle) Look(_ context.Context, f vision.Frame, _ vision.Expect) (vision.Sight, error) {
	if f.Number == b.at {
		panic("index out of range")
	}
	return vision.Sight{Frame: f.Number, At: f.At, Size: f.Picture.Size()}, nil
}
func (brittle) Close() error { return nil }

// TestAPanicLeavesTheRecordWhole breaks the eye, and then what shows the scenes,
// in the middle of a session that is kept.
func TestAPanicLeavesTheRecordWhole(t *testing.T) {
	g, err := demoGround()
	if err != nil {
		t.Fatal(err)
	}
	for stage, at := range map[string]int{"eye": 40, "tell": 50} {
		dir := t.TempDir()
		keys, err := session.OpenKeys(filepath.Join(dir, "keys"), "stap voor stap")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "r.nabij")
		writer, err := session.Create(path, keys, header(g.room))
		if err != nil {
			t.Fatal(err)
		}
		source := &counted{left: 100}
		w := &watching{source: lit{source}, eye: brittle{}, options: g.options(0), keeper: &keeper{writer: writer}}
		if w.show = func(scene.Scene) {}; stage == "eye" {
			w.eye = brittle{at}
		} else {
			w.show = func(s scene.Scene) {
				if s.Frame == at {
					panic("index out of range")
				}
			}
		}
		var broken *pipeline.Broken
		if err := w.run(t.Context()); !errors.As(err, &broken) || broken.Stage != stage || source.given != at {
			t.Errorf("%s: %v after %d frames", stage, err, source.given)
		}
		record, err := session.Open(path, keys)
		if err != nil {
			t.Fatal(err)
		}
		defer record.Close()
		want := at
		if stage == "eye" {
			want-- // of what broke it there is no scene
		}
		if v, err := record.Verify(); err != nil || !v.Whole() || v.Scenes != want || !v.Ended {
			t.Errorf("%s: %+v, %v, want %d scenes and an end", stage, v, err, want)
		}
	}
}
