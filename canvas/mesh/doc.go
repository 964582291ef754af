// Package mesh turns filled paths and lines into triangles whose edges fade
// over one pixel, so that a graphics card draws them smooth without drawing
// anything twice. A mesh is opaque in its middle (alpha 1) and clear at its
// rim (alpha 0); the card fills in what lies between.
//
// Lines are strips that share their corners, so that a translucent line does
// not darken where its pieces meet. Where a line turns sharply it is taken
// apart, and two round ends overlap there.
//
// Filled paths are cut into triangles by ear clipping (Meisters, "Polygons
// have ears", American Mathematical Monthly 82, 1975): quadratic, which is
// enough for the outlines of ribbons. A path that crosses itself has no ears
// left at some point; [Mesh.Fill] says so, and the caller fills it otherwise.
package mesh
