using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Rules for option values.</summary>
internal static class OptionRules
{
    /// <summary>Rejects commas, which the parser would ignore.</summary>
    public static void MustHaveNoComma(this Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => token.Value.Contains(',', StringComparison.Ordinal)))
        {
            result.AddError($"{option.Name} must be a number without commas, such as 1000 or 0.5.");
        }
    });

    /// <summary>Rejects zero, negative numbers and commas. Text that is not a number is rejected by the parser.</summary>
    public static void MustBePositive(this Option option)
    {
        option.MustHaveNoComma();
        option.Validators.Add(result => RejectUnlessPositive(option, result));
    }

    private static void RejectUnlessPositive(Option option, OptionResult result)
    {
        if (result.Tokens.Any(token => double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && !(number > 0)))
        {
            result.AddError($"{option.Name} must be greater than 0.");
        }
    }
}
