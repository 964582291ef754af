package movenet

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision"
)

// emptyHeads are the heads of an input where nobody is.
func emptyHeads(input vision.Size) Heads {
	h, err := SplitHeads(make([]float32, input.Width/Stride*input.Height/Stride*Channels), input)
	if err != nil {
		panic(err)
	}
	return h
}

// paint makes the heads say that a body is at a cell: its box's size in cells,
// and joint k as many cells below the middle as k.
func paint(h Heads, x, y int, score float32, height, width float32) {
	cells := h.Size.Width * h.Size.Height
	at := y*h.Size.Width + x
	h.Center[at] = score
	h.BoxScale[at], h.BoxScale[cells+at] = height, width
	h.BoxOffset[at], h.BoxOffset[cells+at] = 0.25, 0.5
	for k := range vision.JointCount {
		h.KptRegress[2*k*cells+at] = float32(k)
		joint := at + k*h.Size.Width
		h.KptHeatmap[k*cells+joint] = 0.8
		h.KptOffset[2*k*cells+joint], h.KptOffset[(2*k+1)*cells+joint] = 0.5, -0.25
	}
}

func TestDecodeReadsWhatIsThere(t *testing.T) {
	h := emptyHeads(vision.Size{Width: 384, Height: 288})
	paint(h, 20, 30, 0.9, 60, 10)
	paint(h, 60, 40, 0.2, 50, 8)
	h.Center[30*h.Size.Width+22] = 0.7 // the same peak's slope
	bodies := Decode(h, DefaultThreshold)
	if len(bodies) != 2 {
		t.Fatalf("%d bodies, want 2", len(bodies))
	}
	body := bodies[0]
	if want := (vision.Box{Left: 15.5 * 4, Top: 0.25 * 4, Width: 40, Height: 240}); body.Box != want {
		t.Errorf("box %v, want %v", body.Box, want)
	}
	for k, joint := range body.Joints {
		want := vision.Pixel{U: 19.75 * 4, V: (30.5 + float64(k)) * 4}
		if joint.At.Distance(want) > 1e-9 || math.Abs(joint.Score-0.8) > 1e-6 {
			t.Errorf("joint %d at %v (%.2f), want %v (0.80)", k, joint.At, joint.Score, want)
		}
	}
	if bodies := Decode(h, 0.3); len(bodies) != 1 {
		t.Errorf("above 0.3: %d bodies, want 1", len(bodies))
	}
}

func TestDecodeFindsMoreThanSix(t *testing.T) {
	h := emptyHeads(vision.Size{Width: 384, Height: 288})
	for i := range 9 {
		paint(h, 5+10*i, 30, 0.5, 20, 6)
	}
	if bodies := Decode(h, DefaultThreshold); len(bodies) != 9 {
		t.Errorf("%d bodies, want 9", len(bodies))
	}
}

// TestJointAgreesWithTheWholeSearch compares the joint search, which skips
// nearly every cell, with one that skips none.
func TestJointAgreesWithTheWholeSearch(t *testing.T) {
	h := emptyHeads(vision.Size{Width: 96, Height: 64})
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint32().Draw(t, "seed")
		for i := range h.KptHeatmap {
			seed = seed*1664525 + 1013904223
			h.KptHeatmap[i] = float32(seed>>8) / (1 << 24)
		}
		k := rapid.IntRange(0, vision.JointCount-1).Draw(t, "joint")
		number := func(low, high float64, name string) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
		box := vision.Box{Left: number(0, 20, "left"), Top: number(0, 12, "top"), Width: number(0, 20, "width"), Height: number(0, 12, "height")}.
			Intersect(vision.Box{Width: float64(h.Size.Width), Height: float64(h.Size.Height)})
		ry, rx := number(-20, 40, "ry"), number(-20, 40, "rx")

		best := -1.0
		left, right := cells(box.Left, box.Right(), h.Size.Width)
		top, bottom := cells(box.Top, box.Bottom(), h.Size.Height)
		for y := top; y <= bottom; y++ {
			for x := left; x <= right; x++ {
				d2 := (float64(y)-ry)*(float64(y)-ry) + (float64(x)-rx)*(float64(x)-rx)
				heat := float64(h.KptHeatmap[k*h.cellsPerMap+y*h.Size.Width+x])
				best = math.Max(best, heat*math.Exp(-d2/(0.3*float64(h.Size.Height))))
			}
		}
		if got := h.joint(k, box, ry, rx).Score; math.Abs(got-best) > 1e-9 {
			t.Fatalf("score %v, want %v", got, best)
		}
	})
}

func TestSuppressKeepsTheBestOfEachBody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bodies := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) vision.Body {
			n := rapid.Float64Range(1, 40)
			return vision.Body{
				Score: rapid.Float64Range(0, 1).Draw(t, "score"),
				Box:   vision.Box{Left: n.Draw(t, "left"), Top: n.Draw(t, "top"), Width: n.Draw(t, "width"), Height: n.Draw(t, "height")},
			}
		}), 0, 12).Draw(t, "bodies")
		kept := suppress(slices.Clone(bodies))
		for i := range kept {
			for j := range i {
				if kept[i].Box.IoU(kept[j].Box) > sameBody || kept[i].Score > kept[j].Score {
					t.Fatalf("%v after %v", kept[i], kept[j])
				}
			}
		}
		for _, body := range bodies {
			if !slices.ContainsFunc(kept, func(k vision.Body) bool {
				return k.Score >= body.Score && (k == body || k.Box.IoU(body.Box) > sameBody)
			}) {
				t.Fatalf("%v is gone with nobody in its place", body)
			}
		}
	})
}

// TestDecodeTakesAnyNumbers feeds heads that no network gives.
func TestDecodeTakesAnyNumbers(t *testing.T) {
	strange := []float32{0, 1, -1, 1e30, -1e30, float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 0.5}
	rapid.Check(t, func(t *rapid.T) {
		h := emptyHeads(vision.Size{Width: 32, Height: 32})
		for _, part := range [][]float32{h.Center, h.BoxScale, h.BoxOffset, h.KptRegress, h.KptHeatmap, h.KptOffset} {
			shift := rapid.IntRange(0, 100).Draw(t, "shift")
			for i := range part {
				part[i] = strange[(i*7+shift+i/9)%len(strange)]
			}
		}
		Decode(h, DefaultThreshold)
	})
}

func TestSplitHeadsRefusesOtherSizes(t *testing.T) {
	if _, err := SplitHeads(make([]float32, 10), vision.Size{Width: 32, Height: 32}); err == nil {
		t.Error("took 10 numbers")
	}
	if _, err := SplitHeads(nil, vision.Size{}); err == nil {
		t.Error("took nothing")
	}
}

// BenchmarkDecode reads a crowd of nine.
func BenchmarkDecode(b *testing.B) {
	h := emptyHeads(vision.Size{Width: 384, Height: 288})
	for i := range 9 {
		paint(h, 5+10*i, 30, 0.5, 40, 9)
	}
	for b.Loop() {
		Decode(h, DefaultThreshold)
	}
}
