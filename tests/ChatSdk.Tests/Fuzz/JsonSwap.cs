namespace ChatSdk.Tests.Fuzz;

/// <summary>Replaces a random value in input that looks like JSON. The new value often has a different type.</summary>
internal static class JsonSwap
{
    private static readonly byte[][] _values = [.. new[]
    {
        "null", "true", "false", "0", "-1", "0.5", "1e999", "99999999999999999999", "2147483648", "\"\"", "\"x\"", "\"7\"", "\"error\"", "\"\\ud83d\"",
        "[]", "{}", "[[]]", "[null]", "[{}]", "[\"x\"]", "{\"a\":1}", "{\"type\":\"text\",\"text\":\"x\"}", "{\"message\":\"x\",\"code\":429}", "NaN", "{\"\\udc00\":1}",
        "{\"$ref\":\"#\"}", "{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}", "{\"$ref\":\"\\udc00\"}", "1e-400", "-0", "\"\\u0000\\n\"",
    }.Select(text => System.Text.Encoding.UTF8.GetBytes(text))];

    public static byte[] Apply(byte[] input, Random chance)
    {
        var from = chance.Next(input.Length + 1);
        var separator = input.AsSpan(from).IndexOfAny(":,["u8) is >= 0 and var ahead ? from + ahead : -1;
        if (separator < 0)
        {
            return input;
        }

        var start = separator + 1;
        while (start < input.Length && input[start] == ' ')
        {
            start++;
        }

        return [.. input[..start], .. _values[chance.Next(_values.Length)], .. input[EndOf(input, start)..]];
    }

    /// <summary>Finds where the value that begins at a position seems to end. The input need not be valid JSON.</summary>
    private static int EndOf(byte[] input, int start)
    {
        var (depth, isInString) = (0, false);
        for (var at = start; at < input.Length; at++)
        {
            var next = input[at];
            if (next == '"' && (at == 0 || input[at - 1] != '\\'))
            {
                isInString = !isInString;
            }
            else if (!isInString && depth == 0 && next is (byte)',' or (byte)'}' or (byte)']' or (byte)'\n')
            {
                return at;
            }
            else if (!isInString)
            {
                depth += next is (byte)'{' or (byte)'[' ? 1 : next is (byte)'}' or (byte)']' ? -1 : 0;
            }
        }

        return input.Length;
    }
}
