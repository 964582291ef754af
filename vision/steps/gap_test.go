package steps_test

import (
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

// TestNobodyIsStillWhereNobodyLooked leaves a minute out between two rests at
// the same place.
func TestNobodyIsStillWhereNobodyLooked(t *testing.T) {
	var log steps.Log
	for at := time.Duration(0); at <= 100*time.Second; at += time.Second / 2 {
		if at > 20*time.Second && at < 80*time.Second {
			continue
		}
		log.Add(scene.Scene{At: at, People: []scene.Person{{Name: "Anna", Seen: true, Place: floor.Place{At: floor.Point{X: 1}}}}})
	}
	w := log.Walks()[0]
	if w.Still() != 40*time.Second || w.Present != 40*time.Second || len(w.Pauses) != 2 {
		t.Errorf("still for %v of %v in %d pauses, want 40s in 2", w.Still(), w.Present, len(w.Pauses))
	}
}
