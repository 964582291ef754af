package movenet

import (
	"testing"
	"time"

	"nabij/vision"
)

func TestEmbeddedNetworkConverts(t *testing.T) {
	t0 := time.Now()
	net, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(t0))
	for _, size := range []vision.Size{{Width: 384, Height: 288}, {Width: 512, Height: 288}, {Width: 64, Height: 64}} {
		model, err := net.ONNX(size)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(len(model), time.Since(t0))
	}
}
