package opencv

import (
	"image"
	"math"
	"strings"
	"testing"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/movenet"
)

// TestEngines: the engine is the one that the system has, and gives what OpenCV's
// own module gives.
func TestEngines(t *testing.T) {
	size := vision.Size{Width: 384, Height: 288}
	published, err := movenet.Load()
	if err != nil {
		t.Fatal(err)
	}
	reference, err := newDNNEngine(published, size)
	if err != nil {
		t.Fatal(err)
	}
	defer reference.close()
	chosen, err := newEngine(size)
	if err != nil {
		t.Fatal(err)
	}
	defer chosen.close()
	_, dnn := chosen.(*dnnEngine)
	if has := onnxRuntimeVersion() != ""; dnn == has || strings.HasPrefix(EngineName(), "OpenCV") == has {
		t.Errorf("%T, called %s, where there is an ONNX Runtime: %v", chosen, EngineName(), has)
	}

	frame := demoFrame(t, 60)
	defer frame.Close()
	blob := gocv.NewMat()
	defer blob.Close()
	gocv.BlobFromImages([]gocv.Mat{frame.Picture.(*Picture).mat}, &blob, 1, image.Pt(size.Width, size.Height),
		gocv.NewScalar(0, 0, 0, 0), true, false, gocv.MatTypeCV32F)
	want, err := reference.pass(blob)
	if err != nil {
		t.Fatal(err)
	}
	got, err := chosen.pass(blob)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != movenet.Channels*(288/movenet.Stride)*(384/movenet.Stride) {
		t.Fatalf("%d numbers", len(got))
	}
	for i := range got {
		if d := math.Abs(float64(got[i] - want[i])); d > 1e-3*(1+math.Abs(float64(want[i]))) {
			t.Fatalf("number %d is %v, want %v", i, got[i], want[i])
		}
	}
}
