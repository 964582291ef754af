package main

import (
	"path/filepath"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// The record keeps when which outline held, also of ribbons that were laid before
// it began.
func TestRecordKeepsWhenRibbonsWereLaid(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "session.nabij")
	keys, err := session.OpenKeys(filepath.Join(dir, "keys"), "a sentence of several words")
	if err != nil {
		t.Fatal(err)
	}
	with := func(names ...string) floor.Room {
		room := floor.Room{Name: "room"}
		for _, n := range names {
			room.Zones = append(room.Zones, floor.Zone{Name: n, Color: "red", Kind: floor.Ribbon, WidthM: 0.03, Outline: []floor.Point{{}, {X: 1}}})
		}
		return room
	}
	k := &keeper{begin: func() (*session.Writer, error) { return session.Create(path, keys, header(with())) }}
	look := func(second int) {
		at := time.Duration(second) * time.Second
		k.add(&scene.Scene{Frame: second, At: at, Clock: time.Now()})
	}
	look(1)
	k.lay(2*time.Second, with("R1"))
	look(2)
	if err := k.Keep(); err != nil {
		t.Fatal(err)
	}
	look(3)
	k.lay(4*time.Second, with("R1", "R2"))
	look(4)
	if err := k.close(); err != nil {
		t.Fatal(err)
	}
	if !k.Keeping() || k.Keep() != nil {
		t.Error("at its end the session is asked for as if it had not been kept")
	}
	record, err := session.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer record.Close()
	for at, want := range map[time.Duration]int{3 * time.Second: 1, 3900 * time.Millisecond: 1, 4 * time.Second: 2, 5 * time.Second: 2} {
		room, err := record.RoomAt(at)
		if err != nil || len(room.Zones) != want {
			t.Errorf("at %v there are %d ribbons (%v), want %d", at, len(room.Zones), err, want)
		}
	}
}
