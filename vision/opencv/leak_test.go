//go:build matprofile

package opencv

import (
	"bytes"
	"context"
	"testing"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// leavesNothing runs something and compares the number of open Mats.
func leavesNothing(t *testing.T, name string, run func(t *testing.T)) {
	t.Run(name, func(t *testing.T) {
		before := gocv.MatProfile.Count()
		t.Run("run", run) // with its own cleanups
		if after := gocv.MatProfile.Count(); after != before {
			var stacks bytes.Buffer
			if err := gocv.MatProfile.WriteTo(&stacks, 1); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%d Mats left open\n%s", after-before, &stacks)
		}
	})
}

func TestEveryMatIsClosed(t *testing.T) {
	ctx := context.Background()
	leavesNothing(t, "clip left half way", func(t *testing.T) {
		clip, err := OpenClip(demo + "clip.mp4")
		if err != nil {
			t.Fatal(err)
		}
		frame, err := clip.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		frame.Picture.Close()
		frame.Picture.Close()
		clip.Close()
		clip.Close()
	})
	leavesNothing(t, "clip never read", func(t *testing.T) {
		clip, err := OpenClip(demo + "clip.mp4")
		if err != nil {
			t.Fatal(err)
		}
		clip.Close()
	})
	leavesNothing(t, "clip, its memory used again", TestClipTakesMemoryOnce)
	leavesNothing(t, "refusals", TestOpenClipRefusesInWords)
	leavesNothing(t, "paced", TestPacedDropsWhatIsLate)
	leavesNothing(t, "paced, cancelled", TestPacedStopsWaiting)
	leavesNothing(t, "pictures", TestPictureCopiesItsColours)
	leavesNothing(t, "empty room", TestEmptyRoomWaitsUntilPeopleMove)
	leavesNothing(t, "sheets", TestSheetsBehindSomebody)
	leavesNothing(t, "chessboard", TestLensFromChessboard)
	leavesNothing(t, "corners", TestSnapCorner)
	leavesNothing(t, "landmarks", TestLandmarksTellATurnedCamera)
	leavesNothing(t, "minder", TestMinderSaysWhatItSeesInstead)
	leavesNothing(t, "minder, ribbons", TestMinderFindsNewRibbons)
	leavesNothing(t, "edges", TestLensFromStraightEdges)
	leavesNothing(t, "eye", TestEyeFindsThePeopleOfTheDemo)
	leavesNothing(t, "eye, closer", TestLookAtRegionAgreesWithTheWholePicture)
	leavesNothing(t, "eye, refusals", TestEyeRefusesWhatItCannotSee)
	leavesNothing(t, "camera", TestFaultsLeaveNoMatOpen)
}

// TestEyeKeepsNothingPerFrame looks at many frames and at a region of each.
func TestEyeKeepsNothingPerFrame(t *testing.T) {
	eye, frame := demoEye(t), demoFrame(t, 30)
	var counts []int
	for range 5 {
		if _, err := eye.Look(context.Background(), frame, vision.Expect{}); err != nil {
			t.Fatal(err)
		}
		if _, err := eye.LookAt(context.Background(), frame, vision.Box{Left: 10, Top: 10, Width: 200, Height: 100}); err != nil {
			t.Fatal(err)
		}
		counts = append(counts, gocv.MatProfile.Count())
	}
	if counts[4] != counts[0] {
		t.Errorf("open Mats after each frame: %v", counts)
	}
}
