package main

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"nabij/canvas/controls"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// TestLookingBackAddsToTheRecord presses keys over a record on the disk: what
// they add is there when it is opened again, and what was recorded stays.
func TestLookingBackAddsToTheRecord(t *testing.T) {
	dir := t.TempDir()
	keys, err := session.OpenKeys(filepath.Join(dir, "keys"), "stap voor stap")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "r.nabij")
	w, err := session.Create(path, keys, session.Header{Room: floor.Room{Name: "eerst"}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 300 {
		at := time.Duration(n) * time.Second / 10
		if n == 100 {
			if err := w.SetRoom(at, floor.Room{Name: "daarna"}); err != nil {
				t.Fatal(err)
			}
		}
		if n > 200 {
			at += time.Minute // nobody looked
		}
		s := scene.Scene{Frame: n + 1, At: at, People: []scene.Person{
			{Name: "A", Seen: true, Place: floor.Place{Cov: floor.Round(0.05)}},
			{Name: "B", Seen: true, Place: floor.Place{At: floor.Point{X: 3 - at.Seconds()/20}, Cov: floor.Round(0.05)}},
		}}
		s.Pairs = scene.Pairs(s.People)
		if err := w.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	record, err := session.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRecording(record)
	if err != nil {
		t.Fatal(err)
	}
	if gaps := r.Gaps(); len(gaps) != 1 || gaps[0].Length() < time.Minute || r.RoomAt(9*time.Second).Name != "eerst" || r.RoomAt(11*time.Second).Name != "daarna" {
		t.Errorf("gaps %v, rooms %q and %q", gaps, r.RoomAt(0).Name, r.RoomAt(11*time.Second).Name)
	}
	p := controls.Replay(r, controls.Look{})
	p.Player().Seek(5 * time.Second)
	p.Press("left")
	p.Press("right")
	p.Press("1")
	p.Press("enter")
	if p.Asks() == nil {
		t.Fatal("no word is asked for")
	}
	p.Answer("halt")
	p.Player().Select(2*time.Second, 3*time.Second)
	p.Press("r")
	if p.Err() != nil {
		t.Fatal(p.Err())
	}
	if err := record.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := session.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	moments, err := again.Moments()
	if err != nil || len(moments) != 1 || moments[0].Word != "halt" || moments[0].Kind != scene.D1 || moments[0].Cov == (floor.Cov{}) || math.IsNaN(moments[0].DistanceM) {
		t.Errorf("%+v, %v", moments, err)
	}
	s, err := again.At(2500 * time.Millisecond)
	if err != nil || s.Find("A").Place.At.X == 0 {
		t.Errorf("the names were not exchanged: %+v, %v", s.People, err)
	}
	if v, err := again.Verify(); err != nil || !v.Whole() || v.Scenes != 300 || v.Corrections != 2 {
		t.Errorf("%+v, %v", v, err)
	}
}
