namespace ChatSdk;

public abstract partial class ChatException
{
    /// <summary>Gets what a run of tools had done until it failed, so that it can be taken up again; <see langword="null"/> for other calls.</summary>
    public ChatToolRun? ToolRun { get; internal set; }
}
