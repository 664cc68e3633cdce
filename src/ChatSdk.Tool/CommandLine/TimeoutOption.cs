using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>The option <c>--timeout</c> of the commands that return answers.</summary>
internal sealed class TimeoutOption : Option<double?>
{
    /// <summary>Initializes a new instance of the <see cref="TimeoutOption"/> class.</summary>
    /// <param name="what">What the option limits, for the description.</param>
    public TimeoutOption(string what)
        : base("--timeout")
    {
        Description = $"The time limit for {what}, in seconds. By default, each attempt is limited to 600 seconds.";
        HelpName = "seconds";
        this.MustBePositive();
    }

    /// <summary>Limits each call made with a client to the time in the arguments. A single attempt may then take the whole time.</summary>
    public void Apply(ParseResult arguments, ChatClientOptions options)
    {
        if (arguments.GetValue(this) is { } seconds)
        {
            (options.OverallTimeout, options.AttemptTimeout) = (TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        }
    }
}
