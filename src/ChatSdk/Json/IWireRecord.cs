namespace ChatSdk;

/// <summary>A record that can be read from JSON.</summary>
internal interface IWireRecord<TSelf>
{
    /// <summary>Reads the object at which the reader is positioned.</summary>
    static abstract TSelf Read(ref WireReader json);
}
