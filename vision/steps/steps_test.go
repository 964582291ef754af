package steps_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

// film gives scenes at 20 Hz of one person whose place follows where, measured
// with noise.
func film(length time.Duration, noiseM float64, where func(s float64) floor.Point) *steps.Log {
	var log steps.Log
	rng := rand.New(rand.NewPCG(1, 2))
	for at := time.Duration(0); at <= length; at += 50 * time.Millisecond {
		p := where(at.Seconds()).Add(floor.Point{X: noiseM * rng.NormFloat64(), Y: noiseM * rng.NormFloat64()})
		log.Add(scene.Scene{At: at, People: []scene.Person{{Name: "Anna", Place: floor.Place{At: p}, Seen: true, Zones: []string{"veilig"}}}})
	}
	return &log
}

func TestStillnessIsOnePauseAndNoWay(t *testing.T) {
	w := film(10*time.Minute, 0.04, func(float64) floor.Point { return floor.Point{X: 1, Y: 2} }).Walks()[0]
	if w.WalkedM != 0 || len(w.Pauses) != 1 || w.Still() != 10*time.Minute {
		t.Errorf("ten minutes still: %.2f m walked, %d pauses, %v still", w.WalkedM, len(w.Pauses), w.Still())
	}
	if w.Zones["veilig"] != 10*time.Minute || w.Present != 10*time.Minute {
		t.Errorf("in the zone %v of %v", w.Zones["veilig"], w.Present)
	}
}

func TestWayAndPauses(t *testing.T) {
	// Still for 10 s, 3 m in 6 s, still for 20 s.
	w := film(36*time.Second, 0.03, func(s float64) floor.Point {
		return floor.Point{X: 0.5 * min(6, max(0, s-10)), Y: 1}
	}).Walks()[0]
	if math.Abs(w.WalkedM-3) > 0.4 {
		t.Errorf("walked %.2f m, want 3", w.WalkedM)
	}
	if len(w.Pauses) != 2 {
		t.Fatalf("pauses %+v, want two", w.Pauses)
	}
	if still := w.Still(); still < 28*time.Second || still > 32*time.Second {
		t.Errorf("still for %v, want 30 s", still)
	}
	if d := w.Pauses[1].At.Distance(floor.Point{X: 3, Y: 1}); d > 0.3 {
		t.Errorf("the second pause lies %.2f m off", d)
	}
}

func TestStayAddsUpToTheTimePresent(t *testing.T) {
	w := film(30*time.Second, 0.05, func(s float64) floor.Point { return floor.Point{X: math.Sin(s), Y: -math.Cos(s)} }).Walks()[0]
	var sum time.Duration
	for _, spent := range w.Stay {
		sum += spent
	}
	if sum != w.Present || sum != 30*time.Second {
		t.Errorf("cells hold %v, present for %v, want 30 s", sum, w.Present)
	}
}

func TestGapsAndUnseenTime(t *testing.T) {
	var log steps.Log
	p := scene.Person{Name: "Bert"}
	for _, s := range []float64{0, 1, 2, 60, 61} {
		p.Seen = s > 1
		log.Add(scene.Scene{At: time.Duration(s * float64(time.Second)), People: []scene.Person{p}})
	}
	log.Add(scene.Scene{At: time.Hour, People: []scene.Person{{Name: "Bert", Place: floor.Place{At: floor.Point{X: math.NaN()}}}}})
	w := log.Walks()[0]
	if w.Present != 3*time.Second || w.Unseen != time.Second {
		t.Errorf("present %v, unseen %v; want 3 s and 1 s: nobody looked for a minute", w.Present, w.Unseen)
	}
}
