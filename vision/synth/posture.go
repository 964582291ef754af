package synth

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// pose says how a body holds itself, as fractions of stature in its own
// coordinates; the left side's y is positive, the right side mirrors it.
type pose struct {
	hip         float64 // mid-hip above the floor
	lean, nod   float64 // rad, of trunk and head, from upright forwards
	ankle       floor.Vec3
	knee        floor.Vec3 // where the knee bends to
	wrist       floor.Vec3
	elbow       floor.Vec3 // where the elbow bends to
	toesUp      bool
	stride      float64 // half a step's length
	phase       float64 // rad, of a walking cycle
	hipMetres   float64 // if not 0, the mid-hip's height in m instead of hip
	trunkShrink float64 // a slumped back is shorter
}

// seatM is the height of mid-hip above the floor on a chair: a seat of 0.47 m
// and the hip joint 0.08 m above what one sits on.
const seatM = 0.55

var forwards, upwards = floor.Vec3{X: 1}, floor.Vec3{Z: 1}

var poses = map[scene.Posture]pose{
	scene.Stand: {hip: hipHeight, ankle: floor.Vec3{X: 0, Y: 0.055, Z: ankleHeight}, knee: forwards,
		wrist: floor.Vec3{X: 0.03, Y: 0.13, Z: 0.495}, elbow: floor.Vec3{X: -1}},
	scene.Walk: {hip: 0.518, lean: 0.05, ankle: floor.Vec3{X: 0, Y: 0.045, Z: ankleHeight}, knee: forwards,
		wrist: floor.Vec3{X: 0.03, Y: 0.13, Z: 0.495}, elbow: floor.Vec3{X: -1}, stride: 0.19},
	scene.SitChair: {hipMetres: seatM, lean: 0.05, nod: 0.15, trunkShrink: 0.06, ankle: floor.Vec3{X: 0.25, Y: 0.065, Z: ankleHeight},
		knee: floor.Vec3{X: 1, Z: 1}, wrist: floor.Vec3{X: 0.19, Y: 0.07, Z: 0.37}, elbow: floor.Vec3{X: -1, Y: 0.3, Z: -1}},
	scene.SitFloor: {hip: 0.060, lean: 0.12, nod: 0.2, trunkShrink: 0.05, ankle: floor.Vec3{X: 0.22, Y: -0.05, Z: 0.03},
		knee: floor.Vec3{X: 0.2, Y: 1, Z: 0.4}, wrist: floor.Vec3{X: 0.17, Y: 0.10, Z: 0.12}, elbow: floor.Vec3{X: -1, Y: 0.5, Z: -0.5}},
	scene.Crouch: {hip: 0.195, lean: 0.72, nod: 0.5, trunkShrink: 0.05, ankle: floor.Vec3{X: 0.06, Y: 0.07, Z: ankleHeight + 0.01},
		knee: floor.Vec3{X: 1, Z: 0.6}, wrist: floor.Vec3{X: 0.27, Y: 0.06, Z: 0.24}, elbow: floor.Vec3{X: -0.3, Y: 1, Z: -0.5}},
	scene.Curled: {hip: 0.062, lean: 0.60, nod: 1.0, trunkShrink: 0.08, ankle: floor.Vec3{X: 0.22, Y: 0.045, Z: ankleHeight},
		knee: upwards, wrist: floor.Vec3{X: 0.27, Y: 0.02, Z: 0.13}, elbow: floor.Vec3{Y: 1, Z: -0.2}},
	scene.Lying: {hip: 0.060, lean: -math.Pi / 2, nod: -math.Pi/2 + 0.05, ankle: floor.Vec3{X: 0.488, Y: 0.06, Z: 0.035},
		knee: upwards, wrist: floor.Vec3{X: 0.02, Y: 0.17, Z: 0.03}, elbow: floor.Vec3{Y: 1}, toesUp: true},
}

// posed returns the skeleton of a posture in its own coordinates, in metres.
// The phase is that of the walking cycle in rad; other postures ignore it.
// An unknown posture is shown as standing.
func posed(posture scene.Posture, statureM, phaseRad float64) skeleton {
	p, ok := poses[posture]
	if !ok {
		p = poses[scene.Stand]
	}
	p.phase = phaseRad
	if p.hipMetres > 0 {
		p.hip = p.hipMetres / statureM
	}
	s := p.upper()
	p.limbs(&s, 1, 0)
	p.limbs(&s, -1, 1)
	for i := range s {
		s[i] = s[i].Scale(statureM)
	}
	return s
}

// upper sets the points of trunk and head.
func (p *pose) upper() (s skeleton) {
	at := func(from floor.Vec3, rad, length, side float64) floor.Vec3 {
		return from.Add(floor.Vec3{X: math.Sin(rad) * length, Y: side, Z: math.Cos(rad) * length})
	}
	bob := 0.008 * math.Cos(2*p.phase) * step(p.stride)
	hip := floor.Vec3{Z: p.hip + bob}
	s[loins] = hip
	s[neck] = at(hip, p.lean, trunk*(1-p.trunkShrink), 0)
	for side, i := range map[float64]int{1: 0, -1: 1} {
		s[int(vision.LeftHip)+i] = at(hip, 0, 0, side*halfHips)
		s[int(vision.LeftShoulder)+i] = at(s[neck], 0, 0, side*halfShoulders)
	}
	s[crown] = at(s[neck], p.nod, neckAndHead, 0)
	s[skull] = at(s[neck], p.nod, neckAndHead-headRadius, 0)
	s[jaw] = at(s[neck], p.nod, neckAndHead-headRadius-0.045, 0)
	face := floor.Vec3{X: math.Cos(p.nod), Z: -math.Sin(p.nod)} // where the nose points to
	eyes := at(s[neck], p.nod, neckAndHead-eyeBelowCrown, 0)
	s[vision.Nose] = at(s[neck], p.nod, neckAndHead-noseBelowCrown, 0).Add(face.Scale(0.060))
	for side, i := range map[float64]int{1: 0, -1: 1} {
		s[int(vision.LeftEye)+i] = eyes.Add(face.Scale(0.045)).Add(floor.Vec3{Y: side * 0.018})
		s[int(vision.LeftEar)+i] = eyes.Add(face.Scale(-0.005)).Add(floor.Vec3{Y: side * 0.045})
	}
	return s
}

// step is 1 for somebody who strides and 0 for somebody who does not.
func step(stride float64) float64 {
	if stride > 0 {
		return 1
	}
	return 0
}

// limbs sets the points of one side's arm and leg: side 1 with offset 0 for
// the left, -1 with 1 for the right one.
func (p *pose) limbs(s *skeleton, side float64, offset int) {
	mirror := func(v floor.Vec3) floor.Vec3 { v.Y *= side; return v }
	swing := side * math.Cos(p.phase)
	hip, shoulder := s[int(vision.LeftHip)+offset], s[int(vision.LeftShoulder)+offset]

	ankle := mirror(p.ankle)
	ankle.X += p.stride * swing
	ankle.Z += 0.045 * step(p.stride) * max(0, -side*math.Sin(p.phase))
	s[int(vision.LeftAnkle)+offset] = ankle
	s[int(vision.LeftKnee)+offset] = bend(hip, ankle, mirror(p.knee), thigh, shank)
	toes := floor.Vec3{X: foot, Y: 0.015 * side, Z: 0.022 - ankle.Z}
	if p.toesUp {
		toes = floor.Vec3{X: 0.03, Y: 0.03 * side, Z: 0.08}
	}
	s[leftToe+offset] = ankle.Add(toes)

	wrist := mirror(p.wrist)
	wrist.X -= p.stride * 0.6 * swing
	elbow := bend(shoulder, wrist, mirror(p.elbow), upperArm, forearm)
	s[int(vision.LeftWrist)+offset], s[int(vision.LeftElbow)+offset] = wrist, elbow
	s[leftHand+offset] = wrist.Add(wrist.Sub(elbow).Unit().Scale(hand))
}
