// SPDX-License-Identifier: MIT
// Text as search sees it: without case and accents. And where in a text a folded beginning of a word stands.

const LETTERS: Record<string, string> = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ß: "ss", þ: "th" };

function foldLetter(letter: string): string {
    const plain = letter
        .normalize("NFD")
        .replace(/\p{Mn}/gu, "")
        .toLowerCase();
    return LETTERS[plain] ?? plain;
}

export function fold(text: string): string {
    return [...text].map(foldLetter).join("");
}

export interface Piece {
    text: string;
    hit: boolean;
}

/** Takes `text` apart at the beginnings of words that `query` names; the pieces joined are `text`. */
export function pieces(text: string, query: string): Piece[] {
    const words = fold(query)
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean);
    const parts = text.split(/(?<=[^\p{L}\p{N}])(?=[\p{L}\p{N}])/u);
    return parts.flatMap((part) => {
        const longest = words.filter((word) => fold(part).startsWith(word)).sort((a, b) => b.length - a.length)[0];
        if (!longest) {
            return [{ text: part, hit: false }];
        }
        const letters = [...part];
        let count = 0;
        while (count < letters.length && fold(letters.slice(0, count).join("")).length < longest.length) {
            count++;
        }
        const rest = letters.slice(count).join("");
        return [{ text: letters.slice(0, count).join(""), hit: true }, ...(rest ? [{ text: rest, hit: false }] : [])];
    });
}
