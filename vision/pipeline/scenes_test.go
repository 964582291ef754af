package pipeline

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/score"
)

// kept plays a kept scene as a source and an eye.
type kept struct {
	scene score.Kept
	next  int
}

type noPicture vision.Size

func (p noPicture) Size() vision.Size { return vision.Size(p) }
func (p noPicture) Close() error      { return nil }

func (k *kept) Next(context.Context) (vision.Frame, error) {
	if k.next == len(k.scene.Sights) {
		return vision.Frame{}, io.EOF
	}
	s := k.scene.Sights[k.next]
	k.next++
	return vision.Frame{Number: s.Frame, At: s.At, Clock: s.Clock, Picture: noPicture(s.Size)}, nil
}

func (k *kept) Look(_ context.Context, f vision.Frame, _ vision.Expect) (vision.Sight, error) {
	return k.scene.Sights[f.Number-1], nil
}

func (k *kept) Size() vision.Size { return k.scene.Room.Size }
func (k *kept) Rate() float64     { return 0 }
func (k *kept) Close() error      { return nil }

// TestKeptRoomsHoldTheirScores replays what the eye saw of rendered rooms and holds
// the figures that README states: those of each room, and those of all together.
func TestKeptRoomsHoldTheirScores(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "rooms", "*.gob.gz"))
	if err != nil || len(paths) < 4 {
		t.Fatalf("%d kept rooms: %v", len(paths), err)
	}
	var smoothed, live []score.Places
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			smooth, causal := replay(t, path)
			hold(t, "path", smooth, 98.5, 0.5, 10, 25)
			hold(t, "live", causal, 95, 3.5, 15, 35)
			for kind, most := range targets {
				within(t, kind, smooth.OffCM(kind), most[0], most[1])
			}
			if *smooth.PostureRight < 90 || *smooth.HeightErrorCM > 8 || *smooth.PairErrorCM.Median > 7 {
				t.Errorf("posture right %.1f %%, height off %.1f cm, distance of two %.1f cm",
					*smooth.PostureRight, *smooth.HeightErrorCM, *smooth.PairErrorCM.Median)
			}
			smoothed, live = append(smoothed, smooth), append(live, causal)
		})
	}
	all, causal := score.Pool(smoothed), score.Pool(live)
	for kind, most := range targets {
		within(t, kind, all.OffCM(kind), most[0], most[1])
		within(t, "live, "+kind, causal.OffCM(kind), 1.5**all.OffCM(kind).Median, 50)
	}
	if *all.PairErrorCM.Median > 7 || *all.ZoneRightPct < 99 {
		t.Errorf("distance of two off by %.1f cm, zone right in %.1f %%", *all.PairErrorCM.Median, *all.ZoneRightPct)
	}
	if share := *all.CoversPct; share < 88 || share > 99 {
		t.Errorf("truth inside the 95 %% ellipse in %.1f %% of %d places", share, all.EllipseCounts[1])
	}
}

// targets are the largest median and 95th percentile, in cm, in each room and in all
// together.
var targets = map[string][2]float64{"upright, feet seen": {5, 12}, "upright, feet hidden": {12, 30}, "low": {10, 25}, "chair": {10, 25}}

// within checks a median and a 95th percentile, in cm.
func within(t *testing.T, what string, off score.SpreadCM, medianCM, p95CM float64) {
	t.Helper()
	if off.N > 0 && (*off.Median > medianCM || *off.P95 > p95CM) {
		t.Errorf("%s: off by %.1f, %.1f cm, want at most %.1f, %.1f", what, *off.Median, *off.P95, medianCM, p95CM)
	}
}

func replay(t *testing.T, path string) (smooth, causal score.Places) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := score.ReadKept(f)
	if err != nil {
		t.Fatal(err)
	}
	ground, err := floor.Solve(s.Room.Size, s.Room.Lens, s.Room.Points)
	if err != nil {
		t.Fatal(err)
	}
	k := &kept{scene: s}
	var live []scene.Scene
	scenes, err := Path(t.Context(), k, k, Options{Ground: ground, Zones: s.Room.Zones}, func(m Moment) error {
		live = append(live, m.Scene)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return score.MeasurePlaces(s.Truth, score.FoundIn(scenes), s.Room.Zones), score.MeasurePlaces(s.Truth, score.FoundIn(live), s.Room.Zones)
}

// hold checks names, recall, false persons and the error of all rows, in cm.
func hold(t *testing.T, what string, p score.Places, recallPct, falsePer100, medianCM, p95CM float64) {
	t.Helper()
	if p.NamesUsed != p.People || p.Switches != 0 {
		t.Errorf("%s: %d names for %d people, %d switches", what, p.NamesUsed, p.People, p.Switches)
	}
	if p.RecallPct < recallPct || p.FalsePer100 > falsePer100 {
		t.Errorf("%s: recall %.1f %%, false persons %.2f per 100 frames", what, p.RecallPct, p.FalsePer100)
	}
	if all := p.ErrorCM["all"]; *all.Median > medianCM || *all.P95 > p95CM {
		t.Errorf("%s: error %.1f, %.1f cm, want at most %.0f, %.0f", what, *all.Median, *all.P95, medianCM, p95CM)
	}
}
