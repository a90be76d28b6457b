// SPDX-License-Identifier: MIT
// A sheet to draw on with finger, pen or mouse. What stands on it is told as a PNG in base64 after each stroke; "" is an empty
// sheet. It is never needed: whoever works with keys alone passes it by.

import { useRef, useState } from "preact/hooks";
import { Button } from "./button";

/** Pixels of the drawing, whatever room the sheet has. */
const WIDTH = 640;
const HEIGHT = 200;
const LINE = 4;

interface PadProps {
    label: string;
    clear: string;
    onDrawing: (base64: string) => void;
}

/** Where the pointer is, in pixels of the drawing. */
function placeOf(event: PointerEvent, canvas: HTMLCanvasElement): [number, number] {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
}

function begin(canvas: HTMLCanvasElement, event: PointerEvent): void {
    const pen = canvas.getContext("2d");
    if (pen) {
        pen.strokeStyle = getComputedStyle(canvas).color;
        pen.lineWidth = LINE;
        pen.lineCap = "round";
        pen.lineJoin = "round";
        pen.beginPath();
        pen.moveTo(...placeOf(event, canvas));
        pen.lineTo(...placeOf(event, canvas));
        pen.stroke();
    }
}

function draw(canvas: HTMLCanvasElement, event: PointerEvent): void {
    const pen = canvas.getContext("2d");
    pen?.lineTo(...placeOf(event, canvas));
    pen?.stroke();
}

export function DrawingPad({ label, clear, onDrawing }: PadProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const drawing = useRef(false);
    const [drawn, setDrawn] = useState(false);
    const end = () => {
        if (drawing.current && canvas.current) {
            drawing.current = false;
            setDrawn(true);
            onDrawing(canvas.current.toDataURL("image/png").replace(/^[^,]*,/, ""));
        }
    };
    return (
        <div class="pad">
            <canvas
                ref={canvas}
                width={WIDTH}
                height={HEIGHT}
                role="img"
                aria-label={label}
                onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    drawing.current = true;
                    begin(event.currentTarget, event);
                }}
                onPointerMove={(event) => drawing.current && draw(event.currentTarget, event)}
                onPointerUp={end}
                onPointerCancel={end}
            />
            {drawn && (
                <Button
                    kind="quiet"
                    onClick={() => {
                        canvas.current?.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
                        setDrawn(false);
                        onDrawing("");
                    }}
                >
                    {clear}
                </Button>
            )}
        </div>
    );
}
