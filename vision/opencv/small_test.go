package opencv

import (
	"context"
	"image"
	"testing"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// TestSmallPeopleAreLookedAtFinely shows the demo at a third of its size in a
// corner of a picture: after a first look the eye looks more finely, unless it is
// sparing.
func TestSmallPeopleAreLookedAtFinely(t *testing.T) {
	frame := demoFrame(t, 30)
	mat, err := pixels(frame)
	if err != nil {
		t.Fatal(err)
	}
	far := gocv.NewMatWithSize(480, 640, gocv.MatTypeCV8UC3)
	corner := far.Region(image.Rect(200, 200, 200+640/3, 200+480/3))
	gocv.Resize(mat, &corner, image.Pt(640/3, 480/3), 0, 0, gocv.InterpolationArea)
	corner.Close()
	picture := &Picture{mat: far}
	defer picture.Close()
	for _, sparing := range []bool{false, true} {
		eye, err := NewEye(picture.Size(), EyeOptions{Sparing: sparing})
		if err != nil {
			t.Fatal(err)
		}
		var sight vision.Sight
		for number := 1; number <= 2; number++ {
			sight, err = eye.Look(context.Background(), vision.Frame{Number: number, Picture: picture}, vision.Expect{Unsure: true})
			if err != nil {
				t.Fatal(err)
			}
		}
		if fine := eye.fine != nil; fine == sparing {
			t.Errorf("sparing %v: looked finely %v, bodies of %.0f px", sparing, fine, eye.small.meanPx)
		}
		for person, box := range truthBoxes(t, 30) {
			box = vision.Box{Left: 200 + box.Left/3, Top: 200 + box.Top/3, Width: box.Width / 3, Height: box.Height / 3}
			if overlap := bestOverlap(sight.Bodies, box).Box.IoU(box); !sparing && overlap < 0.5 {
				t.Errorf("person %s at %v: IoU %.2f", person, box, overlap)
			}
		}
		eye.Close()
	}
}
