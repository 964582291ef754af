// Command linked links Ebiten and says whether there is a display.
package main

import (
	"fmt"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
	"github.com/hajimehoshi/ebiten/v2/text/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"

	"nabij/canvas/window/display"
)

// Naming them links them.
var _ = []any{ebiten.RunGame, inpututil.IsKeyJustPressed, text.Draw, vector.FillPath}

func main() { fmt.Println("display found:", display.Found()) }
