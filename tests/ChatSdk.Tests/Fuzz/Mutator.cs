namespace ChatSdk.Tests.Fuzz;

/// <summary>Mutates an input in ways that networks, gateways, models and attackers might.</summary>
internal sealed class Mutator(Random chance, IReadOnlyList<byte[]> corpus)
{
    private const int _longest = 64 * 1024;

    private static readonly byte[][] _insertions =
    [
        .. new[]
        {
            "\n", "\r", "\r\n", "\n\n", "\0", "\uFEFF", "data: ", "data:", "data: [DONE]\n\n", "[DONE]", "event: error\n", "error: ", ": ping\n\n",
            "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83d", "\\udc00", ",", ":", "NaN", "-Infinity", "1e999", "null", "{}", "{\"a\":1}",
            "\"error\":{\"message\":\"x\"},", "\"choices\":[],", "\"choices\":[{}],", "\"index\":999999999,", "\"index\":-1,", "\"message\":", "\"delta\":",
            new string('[', 70), string.Concat(Enumerable.Repeat("{\"a\":", 70)), new string('9', 400), "😀", "\u2028",
        }.Select(text => System.Text.Encoding.UTF8.GetBytes(text)),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x1F, 0x8B],
    ];

    /// <summary>Returns an input from the corpus, mutated one to four times.</summary>
    public byte[] Next()
    {
        var input = Any();

        // Input that is still valid JSON reaches more code than input that is not.
        var staysJson = chance.Next(2) == 0;
        for (var count = chance.Next(1, 5); count > 0; count--)
        {
            input = staysJson ? JsonSwap.Apply(input, chance) : Mutate(input);
        }

        return input.Length <= _longest ? input : input[.._longest];
    }

    private byte[] Mutate(byte[] input) => chance.Next(10) switch
    {
        0 => Flip(input),
        1 => input[..Position(input)],
        2 => input[Position(input)..],
        3 => Insert(input, _insertions[chance.Next(_insertions.Length)]),
        4 => Insert(input, Slice(Any())),
        5 => Remove(input),
        6 => [.. input, .. Any()],
        7 => MutateLines(input),
        _ => JsonSwap.Apply(input, chance),
    };

    private byte[] Any() => corpus[chance.Next(corpus.Count)];

    private int Position(byte[] input) => chance.Next(input.Length + 1);

    private byte[] Slice(byte[] input)
    {
        var start = Position(input);
        return input[start..Math.Min(input.Length, start + chance.Next(200))];
    }

    private byte[] Flip(byte[] input)
    {
        byte[] flipped = [.. input];
        if (flipped.Length > 0)
        {
            flipped[chance.Next(flipped.Length)] ^= (byte)(1 << chance.Next(8));
        }

        return flipped;
    }

    private byte[] Insert(byte[] input, byte[] what)
    {
        var position = Position(input);
        return [.. input[..position], .. what, .. input[position..]];
    }

    private byte[] Remove(byte[] input)
    {
        var start = Position(input);
        return [.. input[..start], .. input[Math.Min(input.Length, start + chance.Next(1, 40))..]];
    }

    /// <summary>Removes a line, duplicates it, or swaps it with another one.</summary>
    private byte[] MutateLines(byte[] input)
    {
        var lines = Lines(input);
        var line = chance.Next(lines.Count);
        var other = chance.Next(lines.Count);
        switch (chance.Next(3))
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.Insert(other, lines[line]); break;
            default: (lines[line], lines[other]) = (lines[other], lines[line]); break;
        }

        return [.. lines.SelectMany(bytes => bytes)];
    }

    private static List<byte[]> Lines(byte[] input)
    {
        List<byte[]> lines = [];
        var rest = input;
        while (Array.IndexOf(rest, (byte)'\n') is >= 0 and var end)
        {
            lines.Add(rest[..(end + 1)]);
            rest = rest[(end + 1)..];
        }

        lines.Add(rest);
        return lines;
    }
}
