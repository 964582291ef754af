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

// How long a posture lasts on the average. It is the time constant of a hidden
// Markov chain whose states are the postures.
const postureLasts = 4 * time.Second

// temper weakens the evidence of one moment: the errors of neighbouring moments
// are much the same, so that counting each in full would make the belief jump.
const temper = 0.35

// anyPosture is the belief before anything was seen. Lying is rare.
func anyPosture() (b postures) {
	for i := range place.Stances {
		switch place.Stances[i].Posture {
		case scene.Lying:
			b[i] = 0.02
		case scene.Unknown:
			b[i] = 0.05
		case scene.Crouch:
			b[i] = 0.10
		case scene.Stand, scene.Walk:
			b[i] = 0.2
		default:
			b[i] = 0.16
		}
	}
	return b.normal()
}

// advance lets the postures change for dt.
func (b postures) advance(dt time.Duration) postures {
	stay := math.Exp(-dt.Seconds() / postureLasts.Seconds())
	start := anyPosture()
	for i := range b {
		b[i] = stay*b[i] + (1-stay)*start[i]
	}
	return b
}

// weigh multiplies the belief with what a body says: how well each posture
// explains it, and explains(h), the logarithm of anything else that speaks for a
// hypothesis. A posture without a hypothesis is ruled out.
func (b postures) weigh(hypotheses []place.Hypothesis, explains func(place.Hypothesis) float64) postures {
	best := math.Inf(-1)
	var logs postures
	for i := range logs {
		logs[i] = math.Inf(-1)
	}
	for _, h := range hypotheses {
		logs[h.Stance] = math.Log(b[h.Stance]) + temper*(h.LogEvidence+explains(h))
		best = max(best, logs[h.Stance])
	}
	if math.IsInf(best, -1) {
		return b
	}
	for i := range b {
		b[i] = max(leastBelief, math.Exp(logs[i]-best))
	}
	return b.normal()
}

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

// leastBelief keeps every posture possible.
const leastBelief = 1e-6

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
