namespace Amazon.RDS.Model;

public class AdditionalStorageVolume
{
    public string VolumeName { get; set; }
    public int? AllocatedStorage { get; set; }
    public int? IOPS { get; set; }
    public int? MaxAllocatedStorage { get; set; }
    public int? StorageThroughput { get; set; }
    public string StorageType { get; set; }
}

public class AdditionalStorageVolumeOutput
{
    public string VolumeName { get; set; }
    public string StorageVolumeStatus { get; set; }
    public int? AllocatedStorage { get; set; }
    public int? IOPS { get; set; }
    public int? MaxAllocatedStorage { get; set; }
    public int? StorageThroughput { get; set; }
    public string StorageType { get; set; }
}

public class AvailableAdditionalStorageVolumesOption
{
    public bool? SupportsStorageAutoscaling { get; set; }
    public bool? SupportsStorageThroughput { get; set; }
    public bool? SupportsIops { get; set; }
    public string StorageType { get; set; }
    public int? MinStorageSize { get; set; }
    public int? MaxStorageSize { get; set; }
    public int? MinIops { get; set; }
    public int? MaxIops { get; set; }
    public double? MinIopsPerGib { get; set; }
    public double? MaxIopsPerGib { get; set; }
    public int? MinStorageThroughput { get; set; }
    public int? MaxStorageThroughput { get; set; }
}

public class ModifyAdditionalStorageVolume
{
    public string VolumeName { get; set; }
    public int? AllocatedStorage { get; set; }
    public int? IOPS { get; set; }
    public int? MaxAllocatedStorage { get; set; }
    public int? StorageThroughput { get; set; }
    public string StorageType { get; set; }
    public bool? SetForDelete { get; set; }
}
