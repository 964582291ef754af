package track

import (
	"math"
	"time"

	"nabij/vision/place"
	"nabij/vision/scene"
)

// postures is the belief in each of [place.Stances], in their order; it sums
// to 1.
type postures [len(place.Stances)]float64

// anyPosture is the belief before anything was seen.
func anyPosture() (b postures) {
	for i := range place.Stances {
		switch place.Stances[i].Posture {
		case scene.Lying:
			b[i] = 0.02
		case scene.Unknown:
			b[i] = 0.05
		case scene.Crouch: // nobody keeps it up for long
			b[i] = 0.08
		default:
			b[i] = 0.16
		}
	}
	return b.normal()
}

// testimony is what the last moments said of a person's posture: for each
// stance the mean logarithm of how well it explained them, less that of the best.
//
// A mean, not a sum: what makes one moment mistake a crouch for someone curled
// up makes the next one mistake it too, so that many moments together know
// hardly more than one. Where postures are alike the belief stays divided, and
// the place's covariance says so.
type testimony struct {
	logs [len(place.Stances)]float64
	any  bool
}

const (
	testimonyMemory = 400 * time.Millisecond
	// A moment's logarithms count for this much: clues are not as independent
	// as the fit takes them for.
	temper = 0.8
	// What no hypothesis explains is explained this much worse than the best.
	unexplained = -30.0
)

// hear adds what one moment says, dt after the last.
func (t *testimony) hear(now [len(place.Stances)]float64, dt time.Duration) {
	keep := math.Exp(-dt.Seconds() / testimonyMemory.Seconds())
	if !t.any {
		keep, t.any = 0, true
	}
	for i := range t.logs {
		t.logs[i] = keep*t.logs[i] + (1-keep)*now[i]
	}
}

// belief is what follows from the testimony.
func (t *testimony) belief() postures { return believe(t.logs) }

func believe(logs [len(place.Stances)]float64) postures {
	best := math.Inf(-1)
	for _, l := range logs {
		best = max(best, l)
	}
	b := anyPosture()
	for i := range b {
		b[i] *= math.Exp(temper * (logs[i] - best))
	}
	return b.normal()
}

// account lists how well each stance explains a body: its evidence and
// explains(h), the logarithm of anything else that speaks for a hypothesis.
func account(hypotheses []place.Hypothesis, explains func(place.Hypothesis) float64) (logs [len(place.Stances)]float64) {
	best := math.Inf(-1)
	for i := range logs {
		logs[i] = math.Inf(-1)
	}
	for _, h := range hypotheses {
		logs[h.Stance] = h.LogEvidence + explains(h)
		best = max(best, logs[h.Stance])
	}
	for i := range logs {
		logs[i] = max(unexplained, logs[i]-best)
	}
	return logs
}

// nothingElse is for an account of the body alone.
func nothingElse(place.Hypothesis) float64 { return 0 }

// gait is the logarithm of how well a posture goes with a speed in m/s: one walks
// or stands, and the other postures hardly move.
func gait(posture scene.Posture, speedMS float64) float64 {
	odds := (speedMS - walkingSpeed) / gaitBlur // of walking, logarithm
	if posture == scene.Walk {
		odds = -odds
	}
	return -math.Log1p(math.Exp(min(odds, mostOdds)))
}

const (
	walkingSpeed = 0.35 // m/s
	gaitBlur     = 0.07 // m/s
	mostOdds     = 6.0
)

func (b postures) normal() postures {
	sum := 0.0
	for _, p := range b {
		sum += p
	}
	for i := range b {
		b[i] /= sum
	}
	return b
}

// upright is the belief that the person is on her feet.
func (b postures) upright() (sum float64) {
	for i := range b {
		if onFeet(place.Stances[i].Posture) {
			sum += b[i]
		}
	}
	return sum
}

func onFeet(p scene.Posture) bool {
	return p == scene.Stand || p == scene.Walk
}

// best returns the most probable posture and its probability.
func (b postures) best() (scene.Posture, float64) {
	k := 0
	for i := range b {
		if b[i] > b[k] {
			k = i
		}
	}
	return place.Stances[k].Posture, b[k]
}
